// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution;

import dev.migration.execution.lock.MigrationLock;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateStatements;

/**
 * The state tables and the lock that protects them.
 *
 * @param tables with their schema
 * @param statements the statements that change them
 */
record LockedTables(StateTables tables, MigrationLock lock, StateStatements statements) {}
