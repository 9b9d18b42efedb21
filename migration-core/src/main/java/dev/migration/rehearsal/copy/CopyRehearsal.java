// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal.copy;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.migration.error.MigrationException;
import dev.migration.rehearsal.RehearsalReport;
import dev.migration.rehearsal.RehearsedStatement;
import dev.migration.rehearsal.RehearsedStatement.Cause;
import dev.migration.rehearsal.RehearsedStatement.Result;
import dev.migration.schema.replay.ReplayFailedException;
import dev.migration.schema.replay.RevisionReplay;
import dev.migration.schema.scratch.ScratchDatabase;
import dev.migration.trace.TracedStatement;
import dev.migration.trace.Tracer;

/**
 * Runs the revisions of a rehearsal on a scratch database with the schema that its revisions mean, because some statements take no
 * transaction. So it is known whether the server accepts them; without rows, their time means nothing.
 */
public final class CopyRehearsal {

    private final RevisionReplay replay;

    public CopyRehearsal(RevisionReplay replay) {
        this.replay = replay;
    }

    /** Whether a copy can show more: something was left out, and nothing that acts outside of its database. */
    public static boolean isWorthIt(RehearsalReport report) {
        List<Cause> causes = report.leftOut().stream()
                .map(statement -> ((Result.LeftOut) statement.result()).cause())
                .toList();
        return (causes.contains(Cause.NO_TRANSACTION) || causes.contains(Cause.COMMIT_NEEDED))
                && !causes.contains(Cause.OUTSIDE)
                && !causes.contains(Cause.CODE);
    }

    /** The report with what the left out statements did on a copy. */
    public RehearsalReport complete(RehearsalReport report) throws SQLException {
        ScratchDatabase database = replay.at(report.plan().before());
        Tracer tracer = replay.tracer(database);
        Optional<MigrationException> failure = Optional.empty();
        try {
            replay.trace(database, report.plan().after(), tracer);
        } catch (ReplayFailedException failed) {
            failure = Optional.of(failed);
        }
        List<TracedStatement> ran =
                tracer.statements().stream().map(trace -> trace.statement()).toList();
        String otherwise = failure.map(failed -> "it did not run on a copy of the schema: " + failed.problem())
                .orElse("it did not run on a copy of the schema");
        return annotated(
                report,
                statement -> ran.stream().anyMatch(traced -> isSame(traced, statement))
                        ? "it ran on a copy of the schema"
                        : otherwise);
    }

    /** The report without a copy, which could not be had. */
    public static RehearsalReport without(RehearsalReport report, String problem) {
        return annotated(report, statement -> "there is no copy of the schema: " + problem);
    }

    private static boolean isSame(TracedStatement traced, RehearsedStatement statement) {
        return traced.source().equals(statement.source())
                && traced.statement().position().equals(statement.statement().position());
    }

    private static RehearsalReport annotated(RehearsalReport report, Function<RehearsedStatement, String> note) {
        return report.with(report.statements().stream()
                .map(statement -> statement.result() instanceof Result.LeftOut out
                        ? statement.with(out.onCopy(note.apply(statement)))
                        : statement)
                .toList());
    }
}
