// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session that waits for the migration lock, or that blocks the lock holder or is blocked by it.
 *
 * @param pid the process id of its server process
 * @param user its database user
 * @param application its {@code application_name}
 * @param client the address of its client, or {@code local}
 * @param age how long it has been waiting; for a blocking session, how long its transaction has been open; empty
 *     if the role may not read it
 * @param statement the first 200 characters of its statement; empty if the role may not read it
 * @param state {@code active}, {@code idle in transaction} and so on; empty if the role may not read it
 * @param since when its transaction began, by the clock of the database; empty if the role may not read it
 * @param relation the table that the lock holder waits for, of a blocking session; empty if it is not known
 */
public record LockSession(
        int pid,
        String user,
        String application,
        String client,
        Optional<Duration> age,
        String statement,
        Optional<String> state,
        Optional<Instant> since,
        String relation) {

    /** The same, holding this table if it is not known what it holds. */
    public LockSession holding(String table) {
        return relation.isEmpty()
                ? new LockSession(pid, user, application, client, age, statement, state, since, table)
                : this;
    }

    /** The same for readers who may not see SQL, and so no names of tables. */
    public LockSession withoutRelation() {
        return new LockSession(pid, user, application, client, age, statement, state, since, "");
    }

    /** What a blocking session holds: {@code session 4711 of psql (user alice) holds tickets since 14:02:11 UTC, idle in transaction}. */
    public String holding() {
        String known = since.isPresent() ? " has a transaction open" : " blocks it";
        String what = relation.isEmpty() ? known : " holds " + relation;
        return "session " + pid + " of " + (application.isEmpty() ? "an unnamed application" : application) + " (user "
                + user + ")"
                + what + since.map(time -> " since " + RunWait.time(time)).orElse("")
                + ", " + state.orElse("its activity is hidden from this role");
    }
}
