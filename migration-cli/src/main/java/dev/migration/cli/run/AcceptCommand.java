package dev.migration.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.Migrator;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.execution.difference.ScriptDifference;
import dev.migration.execution.difference.StatementChange;
import dev.migration.execution.precondition.AcceptedScripts;

/** Lets edited scripts count as what was applied. */
@Command(
        name = "accept",
        description = "Lets the script of an applied revision, as it is now, count as what was applied. Runs nothing.",
        footer = {
            "",
            "For an edit that changes nothing in this database: it was made by hand there, or both texts do the same.",
            "Shows what differs: lines with - were applied, those with + count from now on. Else restore the text, and",
            "put the change into a new revision.",
            "",
            "Examples:",
            "  accept abc123",
            "  accept abc123 def456 --tag 'index was made by hand, see OPS-12'"
        })
public final class AcceptCommand extends ChangingCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "REV",
            description = "Which revisions; a unique beginning of an id will do.")
    private List<String> revisions = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "TEXT", description = "What the history shall say about it.")
    private Optional<String> tag = Optional.empty();

    public AcceptCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Report report() {
        Migrator migrator = createMigrator();
        AcceptedScripts acceptance = migrator.accept(revisions, tag);
        List<String> lines = new ArrayList<>();
        for (ScriptDifference difference : acceptance.differences()) {
            lines.add(difference.revision() + ", "
                    + difference.section().name().toLowerCase(Locale.ROOT)
                    + " section: lines with - were applied, those with + count from now on.");
            lines.add(difference.text());
        }
        if (!acceptance.accepted().isEmpty()) {
            lines.add("Accepted: " + String.join(", ", acceptance.accepted()) + ". Nothing was run.");
        }
        if (!acceptance.unchanged().isEmpty()) {
            lines.add("Nothing to accept: the script is what was applied: " + String.join(", ", acceptance.unchanged())
                    + ".");
        }
        return Report.of(
                lines,
                JsonObject.of("accepted", acceptance.accepted())
                        .and("unchanged", acceptance.unchanged())
                        .and(
                                "differences",
                                acceptance.differences().stream()
                                        .map(AcceptCommand::facts)
                                        .toList())
                        .map());
    }

    private static Object facts(ScriptDifference difference) {
        return JsonObject.of("revision", difference.revision())
                .and("source", difference.source())
                .and("section", difference.section().name().toLowerCase(Locale.ROOT))
                .and(
                        "changes",
                        difference.changes().stream().map(AcceptCommand::facts).toList())
                .map();
    }

    private static Object facts(StatementChange change) {
        return JsonObject.of("kind", change.kind().name().toLowerCase(Locale.ROOT))
                .and("line", change.line())
                .and("lines", change.lines())
                .map();
    }
}
