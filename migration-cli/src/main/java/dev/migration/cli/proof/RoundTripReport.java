// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.migration.Revisions;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.Report;
import dev.migration.cli.schema.DifferenceText;
import dev.migration.cli.schema.SchemaStates;
import dev.migration.schema.replay.RoundTrip;
import dev.migration.schema.replay.RoundTripFinding;
import dev.migration.schema.replay.RoundTripFinding.Stage;
import dev.migration.schema.replay.RoundTripProof;
import dev.migration.schema.replay.SeedRows;
import dev.migration.schema.rows.RowLoss;

/**
 * Whether downgrades revert their upgrades, as text and as members of JSON.
 *
 * @param losing the ids of revisions whose downgrades may lose rows
 */
public record RoundTripReport(List<RoundTrip> trips, Set<String> losing) {

    /**
     * Applies, reverts and applies each revision on a scratch database.
     *
     * @throws dev.migration.error.MigrationException if an upgrade fails
     */
    public static RoundTripReport of(Invocation invocation, RoundTripOptions options) {
        Revisions revisions = invocation.revisions();
        SeedRows rows = options.rows(invocation.context().folder(), revisions);
        Set<String> losing = options.losing(revisions);
        return new RoundTripReport(
                SchemaStates.use(invocation, states -> new RoundTripProof(states.replay(), rows).check()), losing);
    }

    /** The report; the exit code is 3 if a downgrade does not revert its upgrade. */
    public Report report() {
        List<RoundTrip> wrong = trips.stream().filter(this::isWrong).toList();
        List<String> irreversible = trips.stream()
                .filter(trip -> !trip.isReversible())
                .map(RoundTrip::revision)
                .toList();
        List<String> lines = new ArrayList<>();
        trips.forEach(trip -> lines.addAll(lines(trip)));
        lines.addAll(notes());
        int passed = trips.size() - irreversible.size() - wrong.size();
        lines.add(passed + " of " + Plurals.of(trips.size(), "revision")
                + " went up, down and up, and left the same schema and rows.");
        if (!irreversible.isEmpty()) {
            lines.add("Without a downgrade: " + String.join(", ", irreversible) + ".");
        }
        return new Report(
                wrong.isEmpty() ? ExitCode.OK : ExitCode.PENDING,
                lines,
                JsonObject.of("revisions", trips.stream().map(this::members).toList())
                        .map());
    }

    private boolean isWrong(RoundTrip trip) {
        return trip.findings().stream()
                .anyMatch(finding -> !(finding instanceof RoundTripFinding.Rows && losing.contains(trip.revision())));
    }

    private List<String> lines(RoundTrip trip) {
        List<String> lines = new ArrayList<>();
        for (RoundTripFinding finding : trip.findings()) {
            String stage = trip.revision() + ": " + title(finding.stage());
            if (finding instanceof RoundTripFinding.Schema schema) {
                lines.add(stage + " leaves another schema:");
                lines.addAll(text(finding.stage()).lines(List.of(schema.difference())));
            } else if (finding instanceof RoundTripFinding.Rows rows) {
                lines.add(stage
                        + (losing.contains(trip.revision()) ? " may lose rows, and does: " : " loses rows: ")
                        + rows.loss());
            } else if (finding instanceof RoundTripFinding.Failure failure) {
                lines.add(stage + " fails: " + failure.message());
            }
        }
        return lines;
    }

    /** What was checked without generated rows, and why. */
    private List<String> notes() {
        Map<String, String> refused = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        for (RoundTrip trip : trips) {
            refused.putAll(trip.rows().refused());
            trip.rows()
                    .failure()
                    .ifPresent(failure -> lines.add(trip.revision()
                            + " was checked without generated rows, because its upgrade refuses them: " + failure));
        }
        refused.forEach((table, reason) -> lines.add("No rows were generated for " + table + ": " + reason + "."));
        return lines;
    }

    private static String title(Stage stage) {
        return stage == Stage.DOWNGRADE ? "the downgrade" : "the second upgrade";
    }

    private static DifferenceText text(Stage stage) {
        return stage == Stage.DOWNGRADE
                ? new DifferenceText("before the upgrade", "after the downgrade")
                : new DifferenceText("after the first upgrade", "after the second one");
    }

    private Map<String, Object> members(RoundTrip trip) {
        return JsonObject.of("revision", trip.revision())
                .and("reversible", trip.isReversible())
                .and("mayLoseRows", losing.contains(trip.revision()))
                .and("findings", lines(trip))
                .and("lostRows", losses(trip))
                .and("generatedRows", trip.rows().generated())
                .and("refusedTables", trip.rows().refused())
                .map();
    }

    private static List<Map<String, Object>> losses(RoundTrip trip) {
        return trip.findings().stream()
                .filter(RoundTripFinding.Rows.class::isInstance)
                .map(finding -> members(((RoundTripFinding.Rows) finding).loss()))
                .toList();
    }

    static Map<String, Object> members(RowLoss loss) {
        return JsonObject.of("table", loss.table())
                .and("rows", loss.before())
                .and("missing", loss.missing())
                .and("added", loss.added())
                .and("changed", loss.changed())
                .map();
    }
}
