// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.Locale;

/** What kind of change a revision is for running instances; of several that hold, the last one in this order. */
public enum ChangeClass {
    /** Adds objects, or changes nothing that instances use. */
    ADDITIVE,
    /** Permits more values of an existing column, type or constraint. */
    WIDENING,
    /** Changes rows of existing tables. */
    DATA,
    /** Reads, writes or indexes all rows of an existing table while others cannot write it. */
    BLOCKING,
    /** Drops or renames what instances may use, or drops rows. */
    DESTRUCTIVE,
    /** Not known: the code of a Java revision that does not state its class. */
    UNKNOWN;

    /** The name in reports and settings. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name, after {@code may be} if it is not certain. */
    String text(boolean certain) {
        return (certain ? "" : "may be ") + text();
    }
}
