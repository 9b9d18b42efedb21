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

/** Writes down what is applied. */
@Command(
        name = "stamp",
        description = "Writes down that the database is at a target, and runs nothing.",
        footer = {
            "",
            "Examples:",
            "  stamp heads                                a database that has everything already",
            "  stamp --purge abc123                       whatever it says now, it is at abc123",
            "  stamp abc123 --tag 'restored from backup'  the history says why"
        })
public final class StampCommand extends ChangingCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "TARGET",
            converter = TargetArguments.class,
            description = "Where the database is; several are one set.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--purge", description = "Forgets first all that is written down as applied.")
    private boolean purge;

    @Option(names = "--tag", paramLabel = "TEXT", description = "What the history shall say about it.")
    private Optional<String> tag = Optional.empty();

    @Mixin
    private OfflineOptions offline = new OfflineOptions();

    public StampCommand(Invocation invocation) {
        super(invocation);
    }

    /** A text is for one database. */
    @Override
    public DatabaseSelection databaseSelection() {
        return offline.asked() ? DatabaseSelection.ONE_DATABASE : super.databaseSelection();
    }

    @Override
    protected Report report() {
        StampRequest stamping = new StampRequest(targets, purge, tag);
        return offline.wanted()
                ? offline.report(invocation(), text -> invocation().revisions().stampSql(stamping, text))
                : run(migrator -> migrator.stamp(stamping));
    }
}
