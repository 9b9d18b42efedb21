package dev.migration.revision;

import dev.migration.plan.Plan;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Breaks rules of the house on purpose, so that a test can show that they hold. */
public final class RuleBreaker {

    private RuleBreaker() {}

    static void touchTheDatabase(Connection connection) throws SQLException {
        connection.commit();
    }

    static void touchAFile() throws IOException {
        throw new IOException();
    }

    static boolean lookUp(Plan plan) {
        return plan.isEmpty();
    }
}
