package dev.migration.cli.run;

import java.util.List;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.Migrator;
import dev.migration.Migrator.Resolution;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;

/** Says what became of a revision that stopped half-way. */
@Command(
        name = "resolve",
        description = "Writes down what became of a revision that stopped half-way. Runs nothing.",
        footer = {
            "",
            "Only for revisions that run in pieces (CREATE INDEX CONCURRENTLY and the like), when the next upgrade",
            "cannot go on by itself: look at the database, finish the work or take it back, and say which.",
            "",
            "Examples:",
            "  resolve abc123 --applied       you did the rest by hand",
            "  resolve abc123 --rolled-back   you took back what it did"
        })
public final class ResolveCommand extends ChangingCommand {

    @Parameters(paramLabel = "REV", description = "The full id of the revision.")
    private String revision = "";

    @ArgGroup(multiplicity = "1")
    private Answer answer = new Answer();

    static final class Answer {

        @Option(names = "--applied", required = true, description = "It counts as applied.")
        private boolean applied;

        @Option(names = "--rolled-back", required = true, description = "It counts as not applied.")
        private boolean rolledBack;
    }

    public ResolveCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Report report() {
        Migrator migrator = createMigrator();
        migrator.resolve(revision, answer.applied ? Resolution.APPLIED : Resolution.ROLLED_BACK);
        List<String> current = migrator.status().current();
        return Report.of(
                List.of("Resolved: " + revision + " counts as " + (answer.applied ? "" : "not ")
                        + "applied. The database is at " + ProgressLines.idsOrBase(current) + "."),
                JsonObject.of("revision", revision)
                        .and("applied", answer.applied)
                        .and("current", current)
                        .map());
    }
}
