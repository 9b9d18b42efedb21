// SPDX-License-Identifier: Apache-2.0
/**
 * Rows of scratch databases. Input: a connection and the names of tables. Output: generated rows that fit the constraints of their
 * tables, the rows that tables have, and which of them another state of the database has lost.
 */
@NullMarked
package dev.migration.schema.rows;

import org.jspecify.annotations.NullMarked;
