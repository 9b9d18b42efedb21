// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs that some tests need. A test whose program is missing is skipped with the reason. With
 * {@code MIGRATION_TEST_PROGRAMS=required} in the environment it fails: a build that is meant to run all tests does not pass by
 * skipping them.
 */
public final class InstalledProgram {

    /** The environment variable that turns skipped tests into failures. */
    static final String SWITCH = "MIGRATION_TEST_PROGRAMS";

    private InstalledProgram() {}

    /**
     * Skips the test, or fails it, if a program is missing.
     *
     * @param what the program and where it comes from
     */
    public static void require(boolean installed, String what) {
        require(installed, what, System.getenv().getOrDefault(SWITCH, ""));
    }

    static void require(boolean installed, String what, String setting) {
        if (installed) {
            return;
        }
        String reason = "Not installed: " + what;
        if (setting.equals("required")) {
            Assertions.fail(reason + " (" + SWITCH + "=required)");
        }
        Assumptions.abort(reason);
    }
}
