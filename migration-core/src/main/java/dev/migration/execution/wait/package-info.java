// SPDX-License-Identifier: Apache-2.0
/**
 * Waiting: for the server, for another process that upgrades the database, for the migration lock, and between
 * attempts after a lost session.
 */
@NullMarked
package dev.migration.execution.wait;

import org.jspecify.annotations.NullMarked;
