package dev.migration.boot.operation;

import java.util.List;

import dev.migration.Migrator;

/**
 * An order that makes sense.
 *
 * @param database the name of its database
 * @param targets at least one
 */
record ValidatedOperation(String database, Migrator migrator, List<String> targets) {}
