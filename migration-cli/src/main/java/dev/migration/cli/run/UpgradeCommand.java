package dev.migration.cli.run;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.TargetArguments;
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
public final class UpgradeCommand extends ChangingCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "TARGET",
            defaultValue = "heads",
            converter = TargetArguments.class,
            description = "Where to; heads is everything.")
    private String target = "heads";

    @Mixin
    private OfflineOptions offline = new OfflineOptions();

    public UpgradeCommand(Invocation invocation) {
        super(invocation);
    }

    /** A text is for one database. */
    @Override
    public DatabaseSelection databaseSelection() {
        return offline.asked() ? DatabaseSelection.ONE_DATABASE : super.databaseSelection();
    }

    @Override
    protected Report report() {
        return offline.wanted()
                ? offline.report(invocation(), text -> invocation().revisions().upgradeSql(target, text))
                : run(migrator -> migrator.upgrade(target));
    }
}
