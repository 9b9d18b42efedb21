// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.health.check;

/**
 * Something that is wrong with a schema.
 *
 * @param check what was checked
 * @param table the table, or a sequence that belongs to none, qualified by its schema
 * @param object what is wrong: the constraint, the index, the sequence; the table itself
 * @param detail figures or columns; empty if there are none
 */
public record HealthFinding(HealthCheck check, String table, String object, String detail) {

    /** On one line: the table, the object, the detail. */
    public String line() {
        String name = object.equals(table) ? table : table + ": " + object;
        return detail.isEmpty() ? name : name + " (" + detail + ")";
    }
}
