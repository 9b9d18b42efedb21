// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.sql.Connection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The resources of a Java revision. Valid only during the call of its method. */
public interface MigrationContext {

    /** A client on the transaction of the revision. */
    JdbcClient jdbc();

    /** The connection of the migration. It refuses {@code commit}, {@code rollback} and {@code close}. */
    Connection connection();

    /**
     * The rows of this batch, of a revision whose header has {@link RevisionHeader#batch}. They are locked, so that they do not change
     * before the batch is committed. Each call returns them as they are now.
     *
     * @param mapper makes one object of each row of {@link RevisionHeader#rows}
     * @throws IllegalStateException if the revision has no batches, or if it is reverted
     */
    <T extends @Nullable Object> List<T> batch(RowMapper<T> mapper);

    /** A logger named after the revision. */
    Logger log();
}
