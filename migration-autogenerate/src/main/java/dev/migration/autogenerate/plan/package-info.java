// SPDX-License-Identifier: Apache-2.0
/**
 * Decides what is created, altered, dropped, or dropped and created, and in which order. Input: two databases. Output: statements.
 * No package of this row uses a database.
 */
@NullMarked
package dev.migration.autogenerate.plan;

import org.jspecify.annotations.NullMarked;
