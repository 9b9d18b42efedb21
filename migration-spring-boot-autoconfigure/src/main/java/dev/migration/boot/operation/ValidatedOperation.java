// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.List;

import dev.migration.Migrator;

/**
 * The database and the targets of a valid request.
 *
 * @param database the name of the database
 * @param migrator the migrator of the database
 * @param targets the targets, at least one
 */
record ValidatedOperation(String database, Migrator migrator, List<String> targets) {}
