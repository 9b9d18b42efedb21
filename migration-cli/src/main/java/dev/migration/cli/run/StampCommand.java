package dev.migration.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.StampRequest;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.TargetArguments;
import dev.migration.cli.output.Report;

/** Records revisions as applied without running them. */
@Command(
        name = "stamp",
        description = "Records that the database is at a target. Runs nothing.",
        footer = {
            "",
            "Examples:",
            "  stamp heads                                all revisions are applied already",
            "  stamp --purge abc123                       replaces what is recorded now",
            "  stamp abc123 --tag 'restored from backup'  with the reason in the history"
        })
public final class StampCommand extends ChangingCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "TARGET",
            converter = TargetArguments.class,
            description = "Where the database is; several targets are one set.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--purge", description = "Deletes the recorded revisions first.")
    private boolean purge;

    @Option(names = "--tag", paramLabel = "TEXT", description = "A note for the history.")
    private Optional<String> tag = Optional.empty();

    @Mixin
    private OfflineOptions offline = new OfflineOptions();

    public StampCommand(Invocation invocation) {
        super(invocation);
    }

    /** The SQL is written for one database. */
    @Override
    public DatabaseSelection databaseSelection() {
        return offline.isRequested() ? DatabaseSelection.ONE_DATABASE : super.databaseSelection();
    }

    @Override
    protected Report report() {
        StampRequest request = new StampRequest(targets, purge, tag);
        return offline.isOffline()
                ? offline.report(invocation(), sql -> invocation().revisions().stampSql(request, sql))
                : run(migrator -> migrator.stamp(request));
    }
}
