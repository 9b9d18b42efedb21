package dev.migration.cli.run;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.migration.cli.frame.Invocation;
import dev.migration.cli.frame.Reach;
import dev.migration.cli.frame.TargetText;
import dev.migration.cli.output.Report;

/** Puts revisions on. */
@Command(
        name = "upgrade",
        description = "Applies what is pending, up to a target.",
        footer = {
            "",
            "Examples:",
            "  upgrade                  everything",
            "  upgrade +1               the next revision",
            "  upgrade abc123           abc123 and what it stands on",
            "  upgrade reporting@head   one branch",
            "  upgrade abc123:heads --sql   the SQL for a database that is at abc123",
            "",
            "Each revision is one transaction: what failed is rolled back, what came before stays."
        })
public final class UpgradeCommand extends RunningCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "TARGET",
            defaultValue = "heads",
            converter = TargetText.class,
            description = "Where to; heads is everything.")
    private String target = "heads";

    @Mixin
    private OfflineOptions offline = new OfflineOptions();

    public UpgradeCommand(Invocation invocation) {
        super(invocation);
    }

    /** A text is for one database. */
    @Override
    public Reach reach() {
        return offline.asked() ? Reach.ONE_DATABASE : super.reach();
    }

    @Override
    protected Report report() {
        return offline.wanted()
                ? offline.report(invocation(), text -> invocation().revisions().upgradeSql(target, text))
                : run(migrator -> migrator.upgrade(target));
    }
}
