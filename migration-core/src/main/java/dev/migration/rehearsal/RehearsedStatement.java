// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.migration.sql.SqlStatement;
import dev.migration.trace.StatementTrace;

/**
 * One statement of a rehearsal.
 *
 * @param revision the id of its revision; empty for hooks of the run and for repeatables after the last revision
 * @param source its file; the class of a Java revision
 * @param statement the statement; empty text for a Java revision
 * @param result whether it ran, and why not
 * @param cost what it cost; zero if it did not run
 * @param locks the locks on existing relations that it took or needed
 * @param rewritten the existing relations whose file it replaced
 * @param blocked the sessions that waited while it ran, or between it and the next one
 * @param trace what it did; empty if it did not run, or if its transaction was gone
 */
public record RehearsedStatement(
        String revision,
        String source,
        SqlStatement statement,
        Result result,
        Cost cost,
        List<HeldLock> locks,
        List<String> rewritten,
        List<BlockedSession> blocked,
        Optional<StatementTrace> trace) {

    public RehearsedStatement {
        locks = List.copyOf(locks);
        rewritten = List.copyOf(rewritten);
        blocked = List.copyOf(blocked);
    }

    /**
     * What a statement cost.
     *
     * @param duration with the round trip
     * @param wal bytes that the server wrote meanwhile, its other sessions included
     * @param rows how many rows it inserted, changed or deleted
     */
    public record Cost(Duration duration, long wal, long rows) {

        static final Cost NONE = new Cost(Duration.ZERO, 0, 0);
    }

    /** Why a statement did not run. */
    public enum Cause {
        /** It cannot run in a transaction. */
        NO_TRANSACTION,
        /** It needs a COMMIT before it, or has one in it. */
        COMMIT_NEEDED,
        /** Its effect is outside of the transaction. */
        OUTSIDE,
        /** It is a Java revision. */
        CODE,
        /** It would remove what prevents the COMMIT of the rehearsal. */
        BARRIER,
        /** It failed after another one was left out, which may be the reason. */
        AFTER_GAP
    }

    /** Whether a statement ran, and why not. */
    public sealed interface Result {

        /** It ran. */
        record Ran() implements Result {}

        /**
         * It ran for the first rows only.
         *
         * @param batches how many batches ran
         * @param rows how many rows they contained
         * @param estimate how many rows the table has, about
         * @param projected the time for all rows, without the pauses between batches
         */
        record Projected(int batches, long rows, long estimate, Duration projected) implements Result {}

        /**
         * It did not run.
         *
         * @param reason a sentence without its end
         * @param onCopy what happened on a copy of the schema; empty if there was none
         */
        record LeftOut(Cause cause, String reason, Optional<String> onCopy) implements Result {

            LeftOut(Cause cause, String reason) {
                this(cause, reason, Optional.empty());
            }

            /** The same with what happened on a copy of the schema. */
            public LeftOut onCopy(String text) {
                return new LeftOut(cause, reason, Optional.of(text));
            }
        }

        /**
         * The server refused it.
         *
         * @param state the SQLSTATE
         * @param line the line of the error
         */
        record Failed(String state, String message, int line) implements Result {}

        /** It was cancelled. */
        record Cancelled() implements Result {}
    }

    /** The line of its first character in the source. */
    public int line() {
        return statement.position().line();
    }

    /** The source, with the line if it is a script. */
    public String place() {
        return isJava() ? source : source + ":" + line();
    }

    /** The statement in one line, shortened. */
    public String summary() {
        return isJava() ? "Java revision" : statement.summary();
    }

    private boolean isJava() {
        return statement.text().isEmpty();
    }

    /** The same with another result. */
    public RehearsedStatement with(Result other) {
        return new RehearsedStatement(revision, source, statement, other, cost, locks, rewritten, blocked, trace);
    }

    RehearsedStatement with(List<HeldLock> others, List<BlockedSession> sessions) {
        return new RehearsedStatement(revision, source, statement, result, cost, others, rewritten, sessions, trace);
    }
}
