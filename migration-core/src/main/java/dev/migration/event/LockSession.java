package dev.migration.event;

import java.time.Duration;

/**
 * A session that has to do with a migration's locks.
 *
 * @param pid its server process
 * @param user its database user
 * @param application its {@code application_name}
 * @param client the address it comes from, or {@code local}
 * @param age how long it has been waiting; of one that blocks others, how long its transaction has been open
 * @param statement the beginning of its statement; empty when the role may not see it
 */
public record LockSession(int pid, String user, String application, String client, Duration age, String statement) {}
