// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.check;

import dev.migration.error.MigrationException;

/** A line of a file of sizes cannot be read. */
public final class UnreadableSizesException extends MigrationException {

    UnreadableSizesException(String file, int line, String text) {
        super(
                file + ":" + line + "  '" + text + "' is not a table with its number of rows.",
                "Write a line like 'public.tickets,1200000' for each table.");
    }
}
