// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.proof;

import java.sql.SQLException;

import dev.migration.schema.SchemaGraph;

/** A copy of the first state, in which statements may be tried. */
public interface Trial {

    /** What it contains now. */
    SchemaGraph read() throws SQLException;

    /** Runs a statement; a failure leaves everything as it was. */
    void execute(String sql) throws SQLException;
}
