package dev.migration.script;

import java.sql.SQLException;

/**
 * A revision written in Java, for changes that SQL says badly. Its identity stands in its {@link RevisionHeader}.
 *
 * <p>In Spring it is a bean; elsewhere it is found by {@link java.util.ServiceLoader}. It runs in the transaction of its
 * revision, together with the rows that record it, and must not commit. One that can also be taken back is a
 * {@link ReversibleJavaRevision}.
 */
public interface JavaRevision {

    /**
     * Makes the change. Whatever it throws rolls the revision back.
     *
     * @throws SQLException as JDBC throws it
     */
    void upgrade(MigrationContext context) throws SQLException;
}
