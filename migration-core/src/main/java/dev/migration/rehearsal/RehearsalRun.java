// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

import dev.migration.error.MigrationException;
import dev.migration.error.Suppressed;
import dev.migration.event.EventPublisher;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.lock.MigrationLock;
import dev.migration.execution.replacement.RepeatableReplacement;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepTask;
import dev.migration.execution.statement.TransactionStatements;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.trace.Tracer;

/** One attempt of a rehearsal, in one transaction. Whatever happens, it is rolled back. */
final class RehearsalRun {

    private final RehearsalSession rehearsal;

    RehearsalRun(RehearsalSession rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** How often it may begin again, and with which bodies. */
    record Retries(RetryBudget budget, Map<Step, StepBody> replaced) {}

    /** How an attempt ended, and the step in which it failed. */
    private record End(RehearsalEnd end, String reason) {}

    /** Returns empty if it must begin again. */
    Optional<RehearsalReport> run(Plan plan, Map<Step, StepBody> bodies, Retries retries) throws SQLException {
        requireTemporaryTables();
        Connection connection = rehearsal.session().connection();
        Tracer tracer = Tracer.at(
                connection,
                List.of(
                        rehearsal.context().tables().revisionTable(),
                        rehearsal.context().tables().historyTable()));
        try (RehearsalGuard guard = RehearsalGuard.over(
                rehearsal.session(),
                rehearsal.options(),
                rehearsal.settings().variables().redaction())) {
            long start = System.nanoTime();
            Transaction transaction = new Transaction(plan, bodies, guard, tracer);
            Optional<Throwable> failure = transaction.run();
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            Optional<End> end = end(transaction, failure, retries);
            Remains remains = transaction.remains();
            return end.map(known -> new RehearsalReport(
                    plan,
                    known.end(),
                    known.reason(),
                    retries.budget().attempts() + retries.replaced().size() + 1,
                    transaction.record.statements(),
                    remains,
                    duration));
        }
    }

    private void requireTemporaryTables() {
        String missing = rehearsal
                .session()
                .query(
                        "SELECT CASE WHEN pg_catalog.has_database_privilege(pg_catalog.current_database(),"
                                + " 'TEMPORARY') THEN '' ELSE pg_catalog.format('%I %I', current_user, pg_catalog.current_database()) END")
                .orElse("");
        if (!missing.isEmpty()) {
            String[] names = missing.split(" ", 2);
            throw RehearsalNotPossibleException.withoutTemporaryTables(names[0], names[1]);
        }
    }

    /** Returns empty if it must begin again. */
    private Optional<End> end(Transaction transaction, Optional<Throwable> failure, Retries retries) {
        Optional<RehearsalGuard.Reason> cancelled = transaction.guard.reason();
        if (cancelled.isPresent()) {
            return Optional.of(new End(cancelled.get().end(), cancelled.get().text()));
        }
        if (failure.isEmpty()) {
            return Optional.of(new End(RehearsalEnd.COMPLETE, ""));
        }
        Throwable cause = failure.get();
        if (rehearsal.session().stop().explains(cause)) {
            throw MigrationStoppedException.waiting(cause);
        }
        if (cause instanceof MigrationException refused) {
            throw refused;
        }
        String reason = transaction.record.describe(cause);
        if (RetryClass.of(cause) == RetryClass.CONFLICT) {
            Optional<Duration> pause = retries.budget().afterFailure();
            pause.ifPresent(time -> RetryBudget.pause(time, rehearsal.session().stop()));
            return pause.isPresent() ? Optional.empty() : Optional.of(new End(RehearsalEnd.LOCK_NOT_OBTAINED, reason));
        }
        return replaced(transaction, cause, retries)
                ? Optional.empty()
                : Optional.of(new End(RehearsalEnd.FAILED, reason));
    }

    /** Whether the step can run with repeatables dropped before it. */
    private boolean replaced(Transaction transaction, Throwable cause, Retries retries) {
        StepTask task = transaction.current;
        if (task == null || retries.replaced().containsKey(task.step())) {
            return false;
        }
        Optional<StepBody.Repeating> body = new RepeatableReplacement(
                        rehearsal.session(),
                        rehearsal.context(),
                        rehearsal.settings().variables())
                .alternative(task, cause);
        body.ifPresent(found -> retries.replaced().put(task.step(), found));
        return body.isPresent();
    }

    /** The transaction of the rehearsal. */
    private final class Transaction {

        private final Plan plan;
        private final Map<Step, StepBody> bodies;
        private final RehearsalGuard guard;
        private final RehearsalRecord record;
        private final RemainsReader used;
        private @Nullable StepTask current;
        private String number = "";

        Transaction(Plan plan, Map<Step, StepBody> bodies, RehearsalGuard guard, Tracer tracer) throws SQLException {
            this.plan = plan;
            this.bodies = new LinkedHashMap<>(bodies);
            this.guard = guard;
            this.used = RemainsReader.before(rehearsal.session().connection());
            this.record = new RehearsalRecord(
                    rehearsal.session(),
                    tracer,
                    guard,
                    rehearsal.settings().variables().redaction());
        }

        /** Runs everything and rolls back; returns what prevented the end. */
        Optional<Throwable> run() throws SQLException {
            Connection connection = rehearsal.session().connection();
            rehearsal.session().query(Barrier.READ_ONLY);
            connection.setAutoCommit(false);
            Optional<Throwable> failure = Optional.empty();
            try {
                work(connection);
            } catch (Exception | Error thrown) {
                rehearsal.session().stop().acknowledge();
                failure = Optional.of(thrown);
            }
            count(connection);
            rollback(connection, failure);
            return failure;
        }

        private void work(Connection connection) throws Exception {
            rehearsal.session().query(TransactionStatements.begin("rehearsal").sql());
            takeLock();
            Barrier barrier = Barrier.in(rehearsal.session());
            number = barrier.transaction();
            record.startsAt(barrier.requireOpen());
            rehearsal.observer().begun(connection);
            new RehearsedSteps(rehearsal)
                    .run(plan, bodies, new RehearsedSteps.Place(barrier, record, task -> current = task));
            barrier.requireOpen();
        }

        /** A cancelled rehearsal ends at once; a transaction that failed answers no query. */
        private void count(Connection connection) throws SQLException {
            boolean open = connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.OPEN;
            if (open && guard.reason().isEmpty()) {
                used.used(connection);
            }
        }

        /** Until the end of the transaction: no upgrade begins meanwhile. */
        private void takeLock() {
            boolean taken = rehearsal
                    .session()
                    .query("SELECT pg_catalog.pg_try_advisory_xact_lock("
                            + rehearsal.context().lockKey() + ")")
                    .filter("t"::equals)
                    .isPresent();
            if (!taken) {
                throw new LockNotObtainedException(
                        new MigrationLock(
                                        rehearsal.session(),
                                        rehearsal.settings(),
                                        rehearsal.context().tables(),
                                        new EventPublisher(List.of()))
                                .holder(),
                        Duration.ZERO);
            }
        }

        private void rollback(Connection connection, Optional<Throwable> failure) throws SQLException {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException second) {
                failure.ifPresent(first -> Suppressed.add(first, second));
                if (failure.isEmpty()) {
                    throw second;
                }
            }
        }

        /** What is left, and the proof that it is rolled back. */
        Remains remains() throws SQLException {
            Connection second = guard.end();
            if (!number.isEmpty()) {
                try (var query = second.prepareStatement("SELECT pg_catalog.pg_xact_status(?::pg_catalog.xid8)")) {
                    query.setString(1, number);
                    try (var row = query.executeQuery()) {
                        if (row.next() && "committed".equals(row.getString(1))) {
                            throw RehearsalNotPossibleException.committed(number);
                        }
                    }
                }
            }
            return used.after(second, guard.writtenWal(), number);
        }
    }
}
