// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

import dev.migration.batch.EditedText;
import dev.migration.execution.failure.SessionNotCleanException;
import dev.migration.execution.report.BatchFailure;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.report.StatementSource;
import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;
import dev.migration.version.table.StateWriteFailure;

/** A statement of a step, and the meaning of its failure. */
public sealed interface StepStatement {

    String sql();

    /** The exception to throw if the server rejects the statement. */
    Exception explain(BatchFailure failure);

    /** A statement of this library. */
    record Ours(String sql) implements StepStatement {

        @Override
        public Exception explain(BatchFailure failure) {
            return failure.error();
        }
    }

    /** A statement that checks or changes the state tables, and proves that they took the change. */
    record Proven(String sql) implements StepStatement {

        @Override
        public Exception explain(BatchFailure failure) {
            return StateWriteFailure.unsafe(failure.error())
                    .<Exception>map(unsafe -> unsafe)
                    .orElse(failure.error());
        }
    }

    /**
     * A condition that must hold before the script runs. It is sent in the same message as the script, so the server itself must
     * stop: it divides by zero if the condition does not hold.
     */
    record Condition(String condition, Exception otherwise) implements StepStatement {

        private static final String DIVISION_BY_ZERO = "22012";

        /** The condition that the server reads the backslashes of a statement as it was read here. */
        public static Condition reading(Scripted next, boolean backslashesAsTheyAre) {
            return new Condition(
                    "pg_catalog.current_setting('standard_conforming_strings')::pg_catalog.bool OPERATOR(pg_catalog.=) "
                            + backslashesAsTheyAre,
                    next.failure(
                            "a statement before this one, a trigger or a function in it has changed standard_conforming_strings,"
                                    + " and this one contains a backslash",
                            SqlStateRemedies.READING));
        }

        @Override
        public String sql() {
            return "SELECT 1 OPERATOR(pg_catalog./) (" + condition + ")::int";
        }

        @Override
        public Exception explain(BatchFailure failure) {
            if (DIVISION_BY_ZERO.equals(failure.error().getSQLState())) {
                return otherwise;
            }
            return otherwise instanceof StatementFailure place ? place.because(failure.error()) : failure.error();
        }
    }

    /** A statement whose value is needed: the first column of its last row. */
    sealed interface Valued extends StepStatement {

        /** Receives the value; it is not called if there is none. */
        Consumer<String> listener();
    }

    /** A query of this library. */
    record Query(String sql, Consumer<String> listener) implements Valued {

        @Override
        public Exception explain(BatchFailure failure) {
            return failure.error();
        }
    }

    /**
     * A statement of a script, for the rows of one range.
     *
     * @param scripted the statement as written
     * @param edited the same statement with the range
     * @param listener receives what it changed
     */
    record Ranged(Scripted scripted, EditedText edited, Consumer<String> listener) implements Valued {

        @Override
        public String sql() {
            return edited.text();
        }

        @Override
        public Exception explain(BatchFailure failure) {
            int position = failure.position() > 0 ? edited.original(failure.position() - 1) + 1 : 0;
            return scripted.explain(new BatchFailure(failure.index(), position, failure.error()));
        }
    }

    /**
     * A statement of this library on behalf of a statement of a script, whose failure it is.
     *
     * @param sql has no character of the script at a known place
     */
    record Beside(Scripted scripted, String sql) implements StepStatement {

        @Override
        public Exception explain(BatchFailure failure) {
            return scripted.explain(new BatchFailure(failure.index(), 0, failure.error()));
        }
    }

    /** Assigns an id to the transaction, notes it in a setting of the transaction, and reads it. */
    record Number(Consumer<String> listener) implements Valued {

        private static final String NOTED = "migration.transaction";

        /** An expression that is true only in the transaction that has the noted id. A script may have reset the setting. */
        static String isNoted() {
            return "pg_catalog.current_setting('" + NOTED
                    + "', true) OPERATOR(pg_catalog.=) pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.text";
        }

        @Override
        public String sql() {
            return "SELECT pg_catalog.set_config('" + NOTED
                    + "', pg_catalog.pg_current_xact_id()::pg_catalog.text, true)";
        }

        @Override
        public Exception explain(BatchFailure failure) {
            return failure.error();
        }
    }

    /**
     * Reads or sets the settings of the script between its statements.
     *
     * @param listener receives the value that the statement returns
     */
    record Settings(String sql, Consumer<String> listener) implements Valued {

        @Override
        public Exception explain(BatchFailure failure) {
            return failure.error();
        }
    }

    /**
     * Resets the session after a revision.
     *
     * @param committed the revision, which is already committed if this statement fails
     */
    record Cleaning(String sql, String committed) implements StepStatement {

        @Override
        public Exception explain(BatchFailure failure) {
            return RetryClass.of(failure.error()) == RetryClass.NONE
                    ? new SessionNotCleanException(committed, failure.error())
                    : failure.error();
        }
    }

    /**
     * A statement of a script.
     *
     * @param origin the script that contains it
     */
    record Scripted(SqlStatement statement, StatementSource origin) implements StepStatement {

        @Override
        public String sql() {
            return statement.text();
        }

        @Override
        public Exception explain(BatchFailure failure) {
            Optional<Position> place = failure.position() > 0
                    ? Optional.of(statement.position().within(statement.text(), failure.position() - 1))
                    : Optional.empty();
            return new StatementFailure(statement, place.orElse(statement.position()), origin, failure.error());
        }

        /** A failure of this library at the statement. */
        public StatementFailure failure(String problem, String state) {
            return new StatementFailure(statement, statement.position(), origin, new SQLException(problem, state));
        }
    }
}
