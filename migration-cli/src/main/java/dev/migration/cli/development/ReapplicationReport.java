// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.development;

import java.time.Duration;
import java.util.List;

import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.cli.run.ChangingCommand;

/** The report on revisions that were reverted and applied. */
final class ReapplicationReport {

    private ReapplicationReport() {}

    /** The report after both plans were run. */
    static Report of(String operation, Reapplication plans, Duration duration) {
        String line = "Done: " + Plurals.of(plans.steps().size(), "step") + " in " + duration.toMillis()
                + " ms. The database is at "
                + ProgressLines.idsOrBase(plans.up().after()) + ".";
        return Report.of(
                List.of(line),
                members(operation, plans)
                        .and("done", true)
                        .and("durationMillis", duration)
                        .map());
    }

    /** The members of both plans, of which nothing is done. */
    static JsonObject members(String operation, Reapplication plans) {
        return JsonObject.of("operation", operation)
                .and("before", plans.down().before())
                .and("after", plans.up().after())
                .and(
                        "steps",
                        plans.steps().stream().map(ChangingCommand::members).toList())
                .and("done", false);
    }
}
