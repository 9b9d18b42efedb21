// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import dev.migration.Batches;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;
import dev.migration.event.BatchProgress;
import dev.migration.version.BatchStatus;

/** Lists the statements that run in batches, and sends them requests. */
@Command(
        name = "batch",
        description = "Lists the statements that run in batches; pauses, resumes, cancels or slows them down.",
        footer = {
            "",
            "The process that runs them obeys after its current batch. Nothing else is run or reverted.",
            "",
            "Examples:",
            "  batch list                rows, rate, and why a batch is held",
            "  batch pause abc123        no batch begins; the run waits",
            "  batch resume abc123       goes on, also after 'cancel' with the next upgrade",
            "  batch cancel abc123       the revision fails; what is committed stays",
            "  batch speed abc123 50     works half of the time and rests in between"
        })
public final class BatchCommand extends ReportingCommand {

    @Parameters(index = "0", paramLabel = "ACTION", description = "list, pause, resume, cancel or speed.")
    private String action = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "REV", description = "The full id of the revision.")
    private String revision = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "PERCENT",
            description = "With speed: the part of the time in which the batches work, from 1 to 100.")
    private int percent;

    @Override
    protected Report report() {
        Batches batches = invocation().migrator().batches();
        if (action.equals("list")) {
            List<BatchStatus> all = batches.list();
            return report(all, all.isEmpty() ? "No revision has run in batches." : "");
        }
        requireOperands();
        return switch (action) {
            case "pause" -> report(batches.pause(revision), "Paused: no batch begins until 'batch resume'.");
            case "resume" -> report(batches.resume(revision), "Resumed.");
            case "cancel" -> report(batches.cancel(revision), "Cancelled: the revision fails before its next batch.");
            default -> report(batches.speed(revision, percent), "The speed is " + percent + " %.");
        };
    }

    private void requireOperands() {
        List<String> actions = List.of("pause", "resume", "cancel", "speed");
        if (!actions.contains(action)) {
            throw new UsageException(
                    "'" + action + "' is not an action of 'batch'.", "Write list, pause, resume, cancel or speed.");
        }
        if (revision.isEmpty()) {
            throw new UsageException("'batch " + action + "' needs the id of a revision.", "'batch list' shows them.");
        }
        if (action.equals("speed") && (percent < 1 || percent > 100)) {
            throw new UsageException("'batch speed' needs a percentage from 1 to 100.", "Write 'batch speed REV 50'.");
        }
    }

    private static Report report(List<BatchStatus> batches, String sentence) {
        List<String> lines =
                new ArrayList<>(batches.stream().map(BatchCommand::line).toList());
        if (!sentence.isEmpty()) {
            lines.add(sentence);
        }
        return Report.of(
                lines,
                JsonObject.of(
                                "batches",
                                batches.stream().map(BatchCommand::members).toList())
                        .map());
    }

    /** {@code 9f2c41  RUNNING  public.t  120,000 of about 1,000,000 rows  45,000 rows/s  about 20 s left}. */
    private static String line(BatchStatus batch) {
        String rows = BatchProgress.rows(batch.rows().passed(), batch.rows().estimate());
        String rate =
                batch.rowsPerSecond() > 0 ? String.format(Locale.ROOT, "  %,.0f rows/s", batch.rowsPerSecond()) : "";
        String left = batch.remaining()
                .map(time -> "  about " + time.toSeconds() + " s left")
                .orElse("");
        String aside = batch.setAside() == 0 ? "" : "  " + batch.setAside() + " set aside";
        String speed = batch.speed() == 100 ? "" : "  speed " + batch.speed() + " %";
        String until = batch.hold().until().map(time -> " until " + time).orElse("");
        String hold = batch.hold()
                .reason()
                .map(reason -> (until.isEmpty() ? "  " : "  held" + until + ": ") + reason)
                .orElse("");
        return batch.revision() + (batch.down() ? " (downgrade)" : "") + "  " + batch.state() + "  " + batch.table()
                + "  " + rows + rate + left + aside + speed + hold;
    }

    private static Map<String, Object> members(BatchStatus batch) {
        return JsonObject.of("revision", batch.revision())
                .and("direction", batch.down() ? "down" : "up")
                .and("segment", batch.segment())
                .and("table", batch.table())
                .and("state", batch.state())
                .and("rows", batch.rows().passed())
                .and("estimate", batch.rows().estimate())
                .and("changed", batch.rows().changed())
                .and("setAside", batch.setAside())
                .and("rowsPerSecond", Math.round(batch.rowsPerSecond()))
                .and("remainingSeconds", batch.remaining().map(Duration::toSeconds))
                .and("speed", batch.speed())
                .and("reason", batch.hold().reason())
                .and("heldUntil", batch.hold().until().map(Object::toString))
                .and("heldSeconds", batch.hold().held().toSeconds())
                .and("begun", batch.begun().toString())
                .map();
    }
}
