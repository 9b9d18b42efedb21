// SPDX-License-Identifier: Apache-2.0
/**
 * Starts a PostgreSQL of its own for scratch databases. Input: a session in the database of a command. Output: a server of the same
 * major version with its roles and settings, which is deleted at the end.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.schema.embedded;

import org.jspecify.annotations.NullMarked;
