package dev.migration.cli.run;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.TargetArguments;
import dev.migration.cli.output.Report;

/** Applies revisions. */
@Command(
        name = "upgrade",
        description = "Applies the pending revisions, up to a target.",
        footer = {
            "",
            "Examples:",
            "  upgrade                  all pending revisions",
            "  upgrade +1               the next revision",
            "  upgrade abc123           abc123 and its ancestors",
            "  upgrade reporting@head   one branch",
            "  upgrade abc123:heads --sql   the SQL for a database that is at abc123",
            "",
            "Each revision is one transaction: if it fails, it is rolled back, and the revisions before it stay applied."
        })
public final class UpgradeCommand extends ChangingCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "TARGET",
            defaultValue = "heads",
            converter = TargetArguments.class,
            description = "The target revision; heads applies all.")
    private String target = "heads";

    @Mixin
    private OfflineOptions offline = new OfflineOptions();

    public UpgradeCommand(Invocation invocation) {
        super(invocation);
    }

    /** The SQL is written for one database. */
    @Override
    public DatabaseSelection databaseSelection() {
        return offline.isRequested() ? DatabaseSelection.ONE_DATABASE : super.databaseSelection();
    }

    @Override
    protected Report report() {
        return offline.isOffline()
                ? offline.report(invocation(), sql -> invocation().revisions().upgradeSql(target, sql))
                : run(migrator -> migrator.upgrade(target));
    }
}
