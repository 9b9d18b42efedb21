// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.sql.SQLException;

/**
 * A revision written in Java, for changes that are hard to express in SQL. Its identity is declared by
 * {@link RevisionHeader}.
 *
 * <p>In a Spring application it is a bean; elsewhere it is found by {@link java.util.ServiceLoader}. It runs in the
 * transaction of its revision, together with the rows that record it, and must not commit. If its header has
 * {@link RevisionHeader#batch}, its upgrade is called once for each batch instead. A revision that can be reverted implements
 * {@link ReversibleJavaRevision}.
 */
public interface JavaRevision {

    /**
     * Makes the change. An exception of any type rolls the revision back, or the batch if it has batches.
     *
     * @throws SQLException if a statement fails
     */
    void upgrade(MigrationContext context) throws SQLException;
}
