// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.time.Duration;

/**
 * A session that waited for the rehearsal.
 *
 * @param user its database user
 * @param application its application_name
 * @param relation the relation for which it waited, as SQL; empty if it waited for another transaction or another object
 * @param query the begin of its statement; empty if the role may not read it
 * @param waited the longest time that was seen
 */
public record BlockedSession(
        int pid, String user, String application, String relation, String query, Duration waited) {}
