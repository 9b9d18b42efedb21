// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.time.Duration;
import java.util.Optional;

/**
 * What a session does. PostgreSQL hides all of it from a role that is neither that of the session nor a member of
 * {@code pg_read_all_stats}; then every value is empty.
 *
 * @param state {@code active}, {@code idle}, {@code idle in transaction} …, as {@code pg_stat_activity} names it
 * @param inState how long it has been in this state: for an active session, how long its statement has been running
 * @param inTransaction how long its transaction has been open; also empty outside of a transaction
 */
public record SessionActivity(Optional<String> state, Optional<Duration> inState, Optional<Duration> inTransaction) {

    /** The role may not read it. */
    public static final SessionActivity HIDDEN =
            new SessionActivity(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether it has an open transaction and runs no statement. */
    public boolean isIdleInTransaction() {
        return state.filter(name -> name.startsWith("idle in transaction")).isPresent();
    }

    /** How long its statement has been running; empty if it runs none, or if the role may not read it. */
    public Optional<Duration> running() {
        return state.filter("active"::equals).flatMap(active -> inState);
    }

    @Override
    public String toString() {
        String transaction = inTransaction
                .map(time -> ", in a transaction for " + time.toMillis() + " ms")
                .orElse("");
        String what = state.map(name -> name.equals("active") ? "running" : name)
                .orElse("its activity is hidden from this role");
        return what + inState.map(time -> " for " + time.toSeconds() + " s").orElse("") + transaction;
    }
}
