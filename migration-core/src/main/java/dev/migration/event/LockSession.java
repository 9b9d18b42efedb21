// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.time.Duration;
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
 */
public record LockSession(
        int pid, String user, String application, String client, Optional<Duration> age, String statement) {}
