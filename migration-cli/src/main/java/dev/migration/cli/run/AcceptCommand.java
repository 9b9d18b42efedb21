// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.Migrator;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.result.AcceptedScripts;
import dev.migration.result.ScriptDifference;
import dev.migration.result.StatementChange;

/** Accepts edited scripts: records their text and checksum as applied. */
@Command(
        name = "accept",
        description = "Records the edited script of an applied revision as what was applied. Runs nothing.",
        footer = {
            "",
            "For an edit that needs no change in this database: the change was made there by hand, or both texts have the",
            "same effect. Shows the differences: lines with - were applied, lines with + are recorded from now on.",
            "Otherwise restore the text, and write the change into a new revision.",
            "",
            "Examples:",
            "  accept abc123",
            "  accept abc123 def456 --tag 'index was made by hand, see OPS-12'"
        })
public final class AcceptCommand extends ChangingCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "REV",
            description = "The revisions; a unique beginning of an id is enough.")
    private List<String> revisions = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "TEXT", description = "A note for the history.")
    private Optional<String> tag = Optional.empty();

    @Override
    protected Report report() {
        Migrator migrator = createMigrator();
        AcceptedScripts result = migrator.accept(revisions, tag);
        List<String> lines = new ArrayList<>();
        for (ScriptDifference difference : result.differences()) {
            lines.add(difference.revision() + ", "
                    + difference.section().name().toLowerCase(Locale.ROOT)
                    + " section: lines with - were applied, lines with + are recorded from now on.");
            lines.add(difference.text());
        }
        if (!result.accepted().isEmpty()) {
            lines.add("Accepted: " + String.join(", ", result.accepted()) + ". Nothing was run.");
        }
        if (!result.unchanged().isEmpty()) {
            lines.add("Nothing to accept; the script is as it was applied: " + String.join(", ", result.unchanged())
                    + ".");
        }
        return Report.of(
                lines,
                JsonObject.of("accepted", result.accepted())
                        .and("unchanged", result.unchanged())
                        .and(
                                "differences",
                                result.differences().stream()
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
