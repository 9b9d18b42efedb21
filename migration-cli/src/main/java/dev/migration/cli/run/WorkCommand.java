// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;

import dev.migration.Migrator;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.version.JobState;

/** Runs what upgrades have left for the background. */
@Command(
        name = "work",
        description = "Runs what upgrades have left for the background, until nothing is left.",
        footer = {
            "",
            "Batches with mode=background and revisions with @background wait for workers: those of the applications, or this",
            "command. Several workers share the batches. Ctrl-C ends after the current batch; another worker continues.",
            "",
            "Examples:",
            "  work            runs everything that waits for a worker",
            "  approve abc123  lets abc123 run, which waits for a person; then: work"
        })
public final class WorkCommand extends ChangingCommand {

    @Override
    protected Report report() {
        Migrator migrator = createMigrator();
        List<String> done = migrator.work();
        List<JobState> left = migrator.reader().jobs();
        List<String> lines = new ArrayList<>();
        lines.add(done.isEmpty() ? "Nothing to do." : "Done: " + String.join(", ", done) + ".");
        left.forEach(job -> lines.add(job.revision() + " " + job.describe() + "."));
        return Report.of(
                lines,
                JsonObject.of("done", done)
                        .and("left", left.stream().map(WorkCommand::members).toList())
                        .map());
    }

    private static Object members(JobState job) {
        return JsonObject.of("revision", job.revision())
                .and("state", job.state().name())
                .and("reason", job.reason())
                .map();
    }
}
