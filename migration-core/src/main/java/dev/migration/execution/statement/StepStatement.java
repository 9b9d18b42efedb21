package dev.migration.execution.statement;

import java.util.Optional;
import java.util.function.Consumer;

import dev.migration.execution.failure.SessionNotCleanException;
import dev.migration.execution.report.BatchFailure;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.report.StatementSource;
import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;

/** A statement on its way to the server, and what its failure means. */
public sealed interface StepStatement {

    String sql();

    /** What to throw when the server refuses it. */
    Exception explain(BatchFailure failure);

    /** A statement of our own. */
    record Ours(String sql) implements StepStatement {

        @Override
        public Exception explain(BatchFailure failure) {
            return failure.error();
        }
    }

    /**
     * A condition that must hold before the script runs. It travels with the script, so the server has to stop there by
     * itself: it divides by zero when the condition does not hold.
     */
    record Condition(String condition, Exception otherwise) implements StepStatement {

        private static final String DIVISION_BY_ZERO = "22012";

        @Override
        public String sql() {
            return "SELECT 1 / (" + condition + ")::int";
        }

        @Override
        public Exception explain(BatchFailure failure) {
            return DIVISION_BY_ZERO.equals(failure.error().getSQLState()) ? otherwise : failure.error();
        }
    }

    /** Asks for the number of the transaction, and assigns one. */
    record Number(Consumer<String> listener) implements StepStatement {

        @Override
        public String sql() {
            return "SELECT pg_current_xact_id()";
        }

        @Override
        public Exception explain(BatchFailure failure) {
            return failure.error();
        }
    }

    /**
     * Undoes what a revision left in the session.
     *
     * @param committed the revision, which is committed whatever becomes of this
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
     * @param origin what it stands in
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
    }
}
