// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

/** Whether an upgrade and a downgrade compare the schema with what the last run left, before they run anything. */
public enum SchemaVerification {
    /** Compares nothing and stores nothing. */
    OFF,
    /** Logs what differs and continues. */
    WARN,
    /** Runs nothing if something differs, and fails with what differs. */
    REFUSE
}
