// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.sql.SQLException;

/** A Java revision that can be reverted. */
public interface ReversibleJavaRevision extends JavaRevision {

    /**
     * Reverts the change. An exception of any type rolls the downgrade of this revision back.
     *
     * @throws SQLException if a statement fails
     */
    void downgrade(MigrationContext context) throws SQLException;
}
