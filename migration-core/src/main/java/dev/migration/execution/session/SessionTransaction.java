// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.UncategorizedSQLException;

import dev.migration.error.Suppressed;

/**
 * One transaction of a pooled session that holds the migration lock from its first statement to its end. It reads the state, and
 * writes the rows that follow from it: no other session can change the state in between.
 */
public final class SessionTransaction {

    /** Not the default of the role: the queries must read what was committed before this session got the lock. */
    private static final String BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

    private final MigrationSession session;

    public SessionTransaction(MigrationSession session) {
        this.session = session;
    }

    /** Begins it; ends it again and returns false if another session holds the lock. */
    public boolean begin(String lockKey) {
        List<String> statements = new ArrayList<>(List.of(BEGIN));
        statements.addAll(session.statements().takeResetStatements());
        statements.add(IdleLimit.FOR_ROWS);
        statements.add("SELECT pg_catalog.pg_try_advisory_xact_lock(" + lockKey + ")");
        try {
            session.connection().setAutoCommit(false);
            if (session.send(statements).filter("t"::equals).isPresent()) {
                return true;
            }
            session.connection().rollback();
            session.connection().setAutoCommit(true);
            return false;
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("begin", null, failure);
        }
    }

    /** Commits it, and first resets the server session, which other clients use afterwards. */
    public void commit() {
        try {
            session.send(session.transactionEndStatements());
            session.connection().commit();
            session.connection().setAutoCommit(true);
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("commit", null, failure);
        }
    }

    /** Rolls it back after a failure; a lost connection needs no rollback. */
    public void rollback(Throwable failure) {
        Connection connection = session.connection();
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException second) {
            Suppressed.add(failure, second);
        }
    }
}
