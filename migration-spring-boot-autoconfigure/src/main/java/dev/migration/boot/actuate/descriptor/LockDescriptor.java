// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.LockHolder;
import dev.migration.event.LockSession;

/**
 * The lock holder and the sessions that wait for a lock or block one.
 *
 * @param holder the session that holds the migration lock; null if there is none
 * @param waiters sessions of this library that wait for the migration lock, the longest wait first
 * @param blocked sessions that wait for a lock of the lock holder
 * @param blocking sessions that hold a lock which the lock holder waits for, also between two of its attempts
 * @param waiting since when the lock holder waits for them, and what to do; null if it does not wait
 * @param failure why the values may be outdated; null if they are current
 */
public record LockDescriptor(
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Session holder,
        List<Session> waiters,
        List<Session> blocked,
        List<Session> blocking,
        @Nullable WaitDescriptor waiting,
        @JsonUnwrapped @Nullable ReadFailure failure)
        implements SelectionDescriptor.Part {

    public static LockDescriptor of(Snapshot snapshot, boolean sql) {
        return new LockDescriptor(
                snapshot.holder().map(holder -> Session.of(holder, sql)).orElse(null),
                sessions(snapshot.lock().waiters(), false),
                sessions(snapshot.lock().blocked(), sql),
                sessions(snapshot.lock().blocking(), sql),
                snapshot.runWait().map(wait -> WaitDescriptor.of(wait, sql)).orElse(null),
                ReadFailure.of(snapshot, sql));
    }

    private static List<Session> sessions(List<LockSession> sessions, boolean sql) {
        return sessions.stream().map(session -> Session.of(session, sql)).toList();
    }

    /**
     * A session of the server.
     *
     * @param seconds how long the session has been waiting; for the lock holder the running time of its statement, for a blocking session
     *     the age of its transaction; null if the session runs nothing, or if the database role may not see it
     * @param statement the beginning of its statement; null if the reader or the database role may not see it
     * @param state {@code active}, {@code idle in transaction} and so on; null if the database role may not see it
     * @param holds the table that the lock holder waits for, of a blocking session; null if it is not known, or if the reader may
     *     not see SQL
     */
    public record Session(
            int pid,
            String user,
            String application,
            String client,
            @Nullable Long seconds,
            @Nullable String statement,
            @Nullable String state,
            @Nullable String holds) {

        private static Session of(LockHolder holder, boolean sql) {
            return new Session(
                    holder.pid(),
                    holder.user(),
                    holder.application(),
                    holder.client(),
                    holder.activity().running().map(Duration::toSeconds).orElse(null),
                    sql && !holder.statement().startsWith("<") ? textOrNull(holder.statement()) : null,
                    holder.activity().state().orElse(null),
                    null);
        }

        private static Session of(LockSession session, boolean sql) {
            return new Session(
                    session.pid(),
                    session.user(),
                    session.application(),
                    session.client(),
                    session.age().map(Duration::toSeconds).orElse(null),
                    sql ? textOrNull(session.statement()) : null,
                    session.state().orElse(null),
                    sql ? textOrNull(session.relation()) : null);
        }

        private static @Nullable String textOrNull(String text) {
            return text.isEmpty() ? null : text;
        }
    }
}
