// SPDX-License-Identifier: Apache-2.0
/**
 * The lexical structure of SQL: tokens, statements, quoting. The input is characters, the output is statements with
 * their position in the script. This package accesses neither files nor databases.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.sql;

import org.jspecify.annotations.NullMarked;
