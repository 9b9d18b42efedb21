// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint;

import java.util.Locale;

/** The severity of a finding, in ascending order. */
public enum Severity {
    /** The rule is not checked. */
    OFF,
    /** Worth knowing; never an alarm. */
    INFO,
    /** A reason to look twice. */
    WARNING,
    /** Blocks or breaks the application, or rewrites a table. */
    ERROR;

    /** The name in settings and reports. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
