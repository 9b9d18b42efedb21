package dev.migration.execution.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import dev.migration.event.EventPublisher;
import dev.migration.event.LockHolder;
import dev.migration.event.LockStatus;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.failure.MigrationInterruptedException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.version.StateTables;

/**
 * Lets one session at a time migrate a database.
 *
 * <ol>
 *   <li>A session-level advisory lock, so that it outlives the transaction of a revision and dies with the connection.
 *   <li>Polled with {@code pg_try_advisory_lock} in autocommit: a session that blocks in {@code pg_advisory_lock} holds a
 *       snapshot, and a {@code CREATE INDEX CONCURRENTLY} of the holder would deadlock with it.
 *   <li>Taken before anything is made: {@code IF NOT EXISTS} does not keep two sessions apart.
 *   <li>Given back when the session ends.
 *   <li>The key is made from the table of applied revisions; PostgreSQL keeps the locks of different databases apart.
 * </ol>
 */
public final class MigrationLock {

    /** Stands before the name of the table whose hash is the key. */
    public static final String NAMESPACE = "dev.migration:";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(10);

    private static final String WHO = """
            SELECT a.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''), coalesce(host(a.client_addr), 'local'),
                coalesce(extract(epoch FROM clock_timestamp() - a.query_start)::bigint, 0),
                coalesce(left(regexp_replace(a.query, '\\s+', ' ', 'g'), 100), '')
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.classid::bigint = ? AND l.objid::bigint = ?""";

    private final MigrationSession session;
    private final long key;
    private final ExecutionSettings settings;
    private final EventPublisher events;

    public MigrationLock(
            MigrationSession session, ExecutionSettings settings, StateTables tables, EventPublisher events) {
        this.session = session;
        this.key = key(tables);
        this.settings = settings;
        this.events = events;
    }

    /** The number PostgreSQL knows the lock by, as SQL writes it. */
    public String key() {
        return Long.toString(key);
    }

    /** The same of the lock that belongs to tables, whose schema is known. */
    public static String keyOf(StateTables tables) {
        return Long.toString(key(tables));
    }

    /**
     * Waits until the lock is ours. Behind a pooler that shares sessions each transaction takes it for itself.
     *
     * @throws LockNotObtainedException after the longest wait
     */
    public void acquire() {
        if (session.isPooled()) {
            return;
        }
        long start = System.nanoTime();
        if (!isObtained()) {
            rename(LockHolder.waitingFor(key) + "(" + settings.application() + ")");
            await(start);
            rename(settings.sessionName());
        }
        events.publish(new MigrationEvent.LockObtained(Duration.ofNanos(System.nanoTime() - start)));
    }

    private void await(long start) {
        Duration said = SAY_AGAIN.negated();
        Duration pause = FIRST_PAUSE;
        do {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (settings.lockWait()
                    .filter(limit -> waited.compareTo(limit) >= 0)
                    .isPresent()) {
                throw new LockNotObtainedException(holder(), waited);
            }
            if (waited.minus(said).compareTo(SAY_AGAIN) >= 0) {
                events.publish(new MigrationEvent.WaitingForLock(holder(), waited));
                said = waited;
            }
            sleep(pause);
            pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        } while (!isObtained());
    }

    /** Nobody sees a session that polls, unless its name says so. */
    private void rename(String name) {
        session.jdbc().query("SELECT set_config('application_name', ?, false)", row -> {}, name);
    }

    private boolean isObtained() {
        return Boolean.TRUE.equals(session.jdbc().queryForObject("SELECT pg_try_advisory_lock(?)", Boolean.class, key));
    }

    /** Who holds the lock and what it runs, for a reader. */
    public String holder() {
        return find().map(LockHolder::toString).orElse("a session that is gone by now");
    }

    /** Who holds the lock; nobody, perhaps. */
    public Optional<LockHolder> find() {
        return session.jdbc().query(WHO, MigrationLock::read, key >>> Integer.SIZE, key & 0xFFFFFFFFL).stream()
                .findFirst();
    }

    /** Who holds the lock, who waits for it, and who is in whose way. */
    public LockStatus queue() {
        return new LockQueries(session, key).read(this);
    }

    private static LockHolder read(ResultSet row, int number) throws SQLException {
        return new LockHolder(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Duration.ofSeconds(row.getLong(5)),
                row.getString(6));
    }

    /** Random, so that many instances that started at once do not ask at once. */
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

    private static Duration min(Duration first, Duration second) {
        return first.compareTo(second) < 0 ? first : second;
    }

    private static long key(StateTables tables) {
        try {
            byte[] name = (NAMESPACE + tables.revisions()).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform must have SHA-256 (MessageDigest's documentation).
            throw new IllegalStateException(impossible);
        }
    }
}
