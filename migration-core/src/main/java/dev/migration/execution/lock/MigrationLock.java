// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.lock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

import dev.migration.event.EventPublisher;
import dev.migration.event.LockHolder;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.failure.MigrationInterruptedException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.SessionTransaction;
import dev.migration.version.StateTables;

/**
 * Ensures that only one session at a time migrates a database.
 *
 * <ol>
 *   <li>It is a session-level advisory lock: it outlives the transaction of a revision and ends with the connection.
 *   <li>It is polled with {@code pg_try_advisory_lock} in autocommit mode. A session that blocks in {@code pg_advisory_lock}
 *       holds a snapshot, and a {@code CREATE INDEX CONCURRENTLY} of the lock holder would deadlock with it.
 *   <li>It is taken before the state tables are created: {@code IF NOT EXISTS} does not protect against a concurrent session.
 *   <li>It is released when the session ends.
 *   <li>Its key is a hash of the qualified name of the table of applied revisions. PostgreSQL separates the advisory locks of
 *       different databases.
 * </ol>
 */
public final class MigrationLock {

    /** Prefix of the table name whose hash is the key. */
    public static final String NAMESPACE = "dev.migration:";

    /** Whoever waits longer polls more seldom: a poll adds at most about this part to the wait. */
    private static final int PART_OF_WAIT = 8;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration EVENT_INTERVAL = Duration.ofSeconds(10);

    private final MigrationSession session;
    private final StateTables tables;
    private final long key;
    private final ExecutionSettings settings;
    private final EventPublisher events;
    private long held;

    public MigrationLock(
            MigrationSession session, ExecutionSettings settings, StateTables tables, EventPublisher events) {
        this.session = session;
        this.tables = tables;
        this.key = keyOf(tables);
        this.settings = settings;
        this.events = events;
    }

    /** The key of the lock as an SQL literal. */
    public String key() {
        return Long.toString(key);
    }

    /**
     * The key of the lock of these state tables.
     *
     * @param tables with their schema
     */
    public static long keyOf(StateTables tables) {
        try {
            byte[] name = (NAMESPACE + tables.revisions()).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform must support SHA-256 (MessageDigest, class documentation).
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Waits until this session holds the lock. Does nothing on a pooled session, where each transaction takes the lock for
     * itself.
     *
     * @param before how long lost sessions of the same run have waited for it
     * @throws LockNotObtainedException if the lock wait of the settings is over
     */
    public void acquire(Duration before) {
        if (session.isPooled()) {
            return;
        }
        session.keep(key);
        long start = System.nanoTime() - before.toNanos();
        if (!tryLock()) {
            held = System.nanoTime();
            rename(LockHolder.waitingFor(key) + "(" + settings.sessionApplication() + ")");
            await(start, this::tryLock);
            rename(settings.sessionName());
        }
        publishObtained(start);
    }

    /**
     * Calls the work in a transaction that holds the lock, so that what it reads is still true when it writes. For a pooled
     * session, whose lock ends with each transaction.
     *
     * @throws LockNotObtainedException if the lock wait of the settings is over
     */
    public <T, E extends Exception> T inTransaction(LockedWork<T, E> work) throws E {
        SessionTransaction transaction = new SessionTransaction(session);
        try {
            begin(transaction);
            T result = work.run();
            transaction.commit();
            return result;
        } catch (Exception | Error failure) {
            transaction.rollback(failure);
            throw failure;
        }
    }

    /** Reads the state and writes the rows that follow from it. */
    @FunctionalInterface
    public interface LockedWork<T, E extends Exception> {

        T run() throws E;
    }

    private void begin(SessionTransaction transaction) {
        long start = System.nanoTime();
        if (!transaction.begin(key())) {
            await(start, () -> transaction.begin(key()));
        }
        publishObtained(start);
    }

    private void publishObtained(long start) {
        events.publish(new MigrationEvent.LockObtained(Duration.ofNanos(System.nanoTime() - start)));
    }

    /** The time since the server has answered that another session holds the lock; zero if it has not. */
    public Duration waited() {
        return held == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - held);
    }

    private void await(long start, BooleanSupplier tryLock) {
        Duration published = Duration.ZERO.minus(EVENT_INTERVAL);
        FrozenCopy frozen = new FrozenCopy(session, key, FrozenCopy.LONGEST);
        do {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (settings.lockWait()
                    .filter(limit -> waited.compareTo(limit) >= 0)
                    .isPresent()) {
                throw new LockNotObtainedException(holder(), waited);
            }
            if (waited.minus(published).compareTo(EVENT_INTERVAL) >= 0) {
                events.publish(new MigrationEvent.WaitingForLock(holder(), waited));
                published = waited;
            }
            frozen.check();
            sleep(pauseAfter(waited));
        } while (!tryLock.getAsBoolean());
    }

    /** A polling session appears in no lock table, so its application_name shows that it waits. */
    private void rename(String name) {
        session.jdbc().query("SELECT pg_catalog.set_config('application_name', ?, false)", row -> {}, name);
    }

    private boolean tryLock() {
        return Boolean.TRUE.equals(
                session.jdbc().queryForObject("SELECT pg_catalog.pg_try_advisory_lock(?)", Boolean.class, key));
    }

    /** The lock holder, its statement and what it waits for, for a message. */
    public String holder() {
        return new LockQueries(session, tables, settings.variables().redaction())
                .status()
                .describe()
                .orElse("a session that has ended");
    }

    /** Random, so that instances that start at the same time do not poll at the same time. */
    private void sleep(Duration pause) {
        try {
            Duration random = Duration.ofMillis(
                    pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis()));
            if (session.stop().isRequestedWithin(random)) {
                throw MigrationStoppedException.waiting(null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw MigrationInterruptedException.waitingForLock(interrupted);
        }
    }

    /** Long enough for the server, and short beside what the instance has waited already. */
    static Duration pauseAfter(Duration waited) {
        long millis = waited.toMillis() / PART_OF_WAIT;
        return Duration.ofMillis(Math.max(SHORTEST_PAUSE.toMillis(), Math.min(LONGEST_PAUSE.toMillis(), millis)));
    }
}
