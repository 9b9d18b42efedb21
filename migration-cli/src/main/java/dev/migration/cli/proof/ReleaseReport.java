// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.Report;
import dev.migration.cli.release.ReleasedScripts;
import dev.migration.cli.schema.DifferenceText;
import dev.migration.cli.schema.SchemaStates;
import dev.migration.schema.replay.ReleaseProof;
import dev.migration.schema.replay.ReleaseUpgrade;
import dev.migration.schema.rows.RowLoss;

/** Whether upgrades from released states lead to a fresh install, as text and as members of JSON. */
public record ReleaseReport(List<ReleaseUpgrade> upgrades) {

    private static final DifferenceText TEXT = new DifferenceText("a fresh install", "the upgraded database");

    /**
     * Upgrades each released state on a scratch database.
     *
     * @param releases see {@link ReleasedScripts#of}
     * @throws dev.migration.error.MigrationException if a release has no scripts, or cannot be applied to a scratch database
     */
    public static ReleaseReport of(Invocation invocation, List<String> releases, RoundTripOptions options) {
        return new ReleaseReport(SchemaStates.use(invocation, states -> {
            ReleaseProof proof = new ReleaseProof(states.replay(), options.generated());
            List<ReleaseUpgrade> upgrades = new ArrayList<>();
            for (String release : releases) {
                try (ReleasedScripts scripts = ReleasedScripts.of(release, invocation.context())) {
                    upgrades.add(proof.check(release, scripts.migrator(states.migrator())));
                }
            }
            return upgrades;
        }));
    }

    /** The report; the exit code is 3 if an upgrade fails, leaves another schema, or loses rows. */
    public Report report() {
        boolean sound = upgrades.stream().allMatch(ReleaseUpgrade::isSound);
        return new Report(
                sound ? ExitCode.OK : ExitCode.PENDING,
                upgrades.stream().flatMap(upgrade -> lines(upgrade).stream()).toList(),
                JsonObject.of(
                                "releases",
                                upgrades.stream().map(ReleaseReport::members).toList())
                        .map());
    }

    private static List<String> lines(ReleaseUpgrade upgrade) {
        String name = upgrade.release() + ": ";
        List<String> lines = new ArrayList<>();
        upgrade.failure().ifPresent(failure -> lines.add(name + "the upgrade fails: " + failure));
        if (!upgrade.differences().isEmpty()) {
            lines.add(name + "the upgrade leaves another schema than a fresh install:");
            lines.addAll(TEXT.lines(upgrade.differences()));
        }
        for (RowLoss loss : upgrade.rows()) {
            lines.add(name + (loss.missing() > 0 ? "the upgrade loses rows: " : "the upgrade changes values: ") + loss);
        }
        upgrade.dropped()
                .forEach((table, rows) ->
                        lines.add(name + "the upgrade drops " + table + " with " + Plurals.of(rows, "row")));
        upgrade.generated()
                .failure()
                .ifPresent(failure -> lines.add(
                        name + "checked without generated rows, because the upgrade refuses them: " + failure));
        upgrade.refused()
                .forEach((table, reason) ->
                        lines.add(name + "no rows were generated for " + table + ": " + reason + "."));
        if (upgrade.isSound()) {
            lines.add(name + "the upgrade leaves the schema of a fresh install, and keeps the rows ("
                    + Plurals.of(upgrade.generated().generated(), "generated row") + ").");
        }
        return lines;
    }

    private static Map<String, Object> members(ReleaseUpgrade upgrade) {
        JsonObject members = JsonObject.of("release", upgrade.release())
                .and("sound", upgrade.isSound())
                .and("differences", TEXT.members(upgrade.differences()))
                .and(
                        "rows",
                        upgrade.rows().stream().map(RoundTripReport::members).toList())
                .and("droppedTables", upgrade.dropped())
                .and("generatedRows", upgrade.generated().generated())
                .and("refusedTables", upgrade.refused());
        upgrade.failure().ifPresent(failure -> members.and("failure", failure));
        return members.map();
    }
}
