// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.work;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.migration.rehearsal.BlockedSession;
import dev.migration.rehearsal.HeldLock;
import dev.migration.rehearsal.RehearsalReport;
import dev.migration.rehearsal.RehearsedStatement;
import dev.migration.rehearsal.RehearsedStatement.Result;

/**
 * What a rehearsal found. Nothing of it was committed.
 *
 * @param end the name of a {@link dev.migration.rehearsal.RehearsalEnd}
 * @param reason why it did not end {@code COMPLETE}; null if it did, or for a reader who may not see SQL
 * @param attempts how often it began
 * @param durationMillis the time of its transaction
 * @param revisions the revisions that were rehearsed, in order
 * @param statements the statements of the last attempt, in order
 * @param omitted how many statements were left out here; 0 if none was
 * @param wal bytes of WAL that the server wrote meanwhile, its other sessions included
 */
public record RehearsalDescriptor(
        String end,
        @Nullable String reason,
        int attempts,
        long durationMillis,
        List<String> revisions,
        List<Statement> statements,
        int omitted,
        long wal) {

    private static final int LONGEST = 1000;

    /** @param sql whether the reader may see SQL and messages of the server */
    public static RehearsalDescriptor of(RehearsalReport report, boolean sql) {
        return new RehearsalDescriptor(
                report.end().name(),
                sql && !report.reason().isEmpty() ? report.reason() : null,
                report.attempts(),
                report.duration().toMillis(),
                report.plan().steps().stream().map(step -> step.revision().id()).toList(),
                report.statements().stream()
                        .limit(LONGEST)
                        .map(statement -> Statement.of(statement, sql))
                        .toList(),
                Math.max(0, report.statements().size() - LONGEST),
                report.remains().wal());
    }

    /**
     * One statement of a rehearsal.
     *
     * @param revision the id of its revision; empty for hooks and repeatables
     * @param file its file, or the class of a Java revision
     * @param statement the statement, shortened; null for a reader who may not see SQL
     * @param result {@code RAN}, {@code PROJECTED}, {@code LEFT_OUT}, {@code FAILED} or {@code CANCELLED}
     * @param reason why it was left out or failed; null otherwise, or for a reader who may not see SQL
     * @param sqlState why it failed
     * @param projectedMillis the time for all rows of a statement of which the first batches ran; null for others
     * @param wal bytes that the server wrote meanwhile
     * @param rows how many rows it inserted, changed or deleted
     * @param locks the locks on existing relations
     * @param rewritten how many existing relations it wrote again
     * @param blockedSessions how many other sessions waited for it
     * @param blockedMillis the longest time for which one of them waited
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Statement(
            String revision,
            String file,
            int line,
            @Nullable String statement,
            String result,
            @Nullable String reason,
            @Nullable String sqlState,
            @Nullable Long projectedMillis,
            long durationMillis,
            long wal,
            long rows,
            List<Lock> locks,
            int rewritten,
            int blockedSessions,
            long blockedMillis) {

        static Statement of(RehearsedStatement rehearsed, boolean sql) {
            Result result = rehearsed.result();
            return new Statement(
                    rehearsed.revision(),
                    rehearsed.source(),
                    rehearsed.line(),
                    sql ? rehearsed.summary() : null,
                    word(result),
                    sql ? reason(result) : null,
                    result instanceof Result.Failed failed ? failed.state() : null,
                    result instanceof Result.Projected projected
                            ? projected.projected().toMillis()
                            : null,
                    rehearsed.cost().duration().toMillis(),
                    rehearsed.cost().wal(),
                    rehearsed.cost().rows(),
                    rehearsed.locks().stream().map(lock -> Lock.of(lock, sql)).toList(),
                    rehearsed.rewritten().size(),
                    rehearsed.blocked().size(),
                    rehearsed.blocked().stream()
                            .map(BlockedSession::waited)
                            .max(Duration::compareTo)
                            .orElse(Duration.ZERO)
                            .toMillis());
        }

        private static String word(Result result) {
            if (result instanceof Result.Ran) {
                return "RAN";
            } else if (result instanceof Result.Projected) {
                return "PROJECTED";
            } else if (result instanceof Result.LeftOut) {
                return "LEFT_OUT";
            }
            return result instanceof Result.Failed ? "FAILED" : "CANCELLED";
        }

        private static @Nullable String reason(Result result) {
            if (result instanceof Result.LeftOut left) {
                return left.reason();
            }
            return result instanceof Result.Failed failed ? failed.message() : null;
        }
    }

    /**
     * A lock on an existing relation.
     *
     * @param relation its name as SQL; null for a reader who may not see SQL
     * @param heldMillis from the begin of the statement that needed it until the end of the revision
     */
    public record Lock(String mode, @Nullable String relation, long heldMillis) {

        static Lock of(HeldLock lock, boolean sql) {
            return new Lock(
                    lock.mode().name(),
                    sql ? lock.relation() : null,
                    lock.held().toMillis());
        }
    }
}
