// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import dev.migration.trace.LockMode;

/**
 * A lock on an existing table.
 *
 * @param table the table as the script names it
 * @param mode the mode in the words of the manual, such as {@code SHARE}
 */
public record TableLock(String table, String mode) {

    static TableLock of(String table, LockMode mode) {
        return new TableLock(table, mode.sql());
    }

    /** Whether INSERT, UPDATE and DELETE of other sessions wait for it. */
    public boolean blocksWrites() {
        return lockMode().blocksWrites();
    }

    /** Whether even a SELECT of other sessions waits for it. */
    public boolean blocksReads() {
        return lockMode().blocksReads();
    }

    LockMode lockMode() {
        return LockMode.valueOf(mode.replace(' ', '_'));
    }

    @Override
    public String toString() {
        return mode + " on " + table;
    }
}
