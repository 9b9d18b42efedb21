// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.Report;
import dev.migration.schema.replay.RoundTrip;
import dev.migration.schema.replay.RoundTripFinding;
import dev.migration.schema.replay.RoundTripFinding.Stage;
import dev.migration.schema.replay.RoundTripProof;

/** Whether downgrades revert their upgrades, as text and as members of JSON. */
public record RoundTripReport(List<RoundTrip> trips) {

    /**
     * Applies, reverts and applies each revision on a scratch database.
     *
     * @throws dev.migration.error.MigrationException if an upgrade fails
     */
    public static RoundTripReport of(Invocation invocation) {
        return new RoundTripReport(
                SchemaStates.use(invocation, states -> new RoundTripProof(states.replay(), Map.of()).check()));
    }

    /** The report; the exit code is 3 if a downgrade does not revert its upgrade. */
    public Report report() {
        List<RoundTrip> wrong =
                trips.stream().filter(trip -> !trip.findings().isEmpty()).toList();
        List<RoundTrip> irreversible =
                trips.stream().filter(trip -> !trip.isReversible()).toList();
        List<String> lines = new ArrayList<>();
        wrong.forEach(trip -> lines.addAll(lines(trip)));
        lines.add((trips.size() - irreversible.size() - wrong.size()) + " of " + Plurals.of(trips.size(), "revision")
                + " went up, down and up, and left the same schema.");
        if (!irreversible.isEmpty()) {
            lines.add("Without a downgrade: "
                    + String.join(
                            ", ", irreversible.stream().map(RoundTrip::revision).toList()) + ".");
        }
        return new Report(
                wrong.isEmpty() ? ExitCode.OK : ExitCode.PENDING,
                lines,
                JsonObject.of(
                                "revisions",
                                trips.stream().map(RoundTripReport::members).toList())
                        .map());
    }

    private static List<String> lines(RoundTrip trip) {
        List<String> lines = new ArrayList<>();
        for (RoundTripFinding finding : trip.findings()) {
            String stage = trip.revision() + ": " + title(finding.stage());
            if (finding instanceof RoundTripFinding.Schema schema) {
                lines.add(stage + " leaves another schema:");
                lines.addAll(text(finding.stage()).lines(List.of(schema.difference())));
            } else if (finding instanceof RoundTripFinding.Rows rows) {
                lines.add(stage + " changes the rows of " + rows.table());
            } else if (finding instanceof RoundTripFinding.Failure failure) {
                lines.add(stage + " fails: " + failure.message());
            }
        }
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

    private static Map<String, Object> members(RoundTrip trip) {
        return JsonObject.of("revision", trip.revision())
                .and("reversible", trip.isReversible())
                .and("findings", lines(trip))
                .map();
    }
}
