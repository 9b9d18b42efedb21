package dev.migration.script;

import java.sql.SQLException;

/** A Java revision that can be taken back. */
public interface ReversibleJavaRevision extends JavaRevision {

    /**
     * Undoes the change. Whatever it throws rolls the downgrade of this revision back.
     *
     * @throws SQLException as JDBC throws it
     */
    void downgrade(MigrationContext context) throws SQLException;
}
