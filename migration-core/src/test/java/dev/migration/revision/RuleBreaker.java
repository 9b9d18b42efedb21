// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

import dev.migration.plan.Plan;

/** Breaks the architecture rules on purpose, so that a test can prove that they are checked. */
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
