// SPDX-License-Identifier: Apache-2.0
/** Reads and changes the state tables: their SQL, their rows, and the stored sections of applied revisions. */
@NullMarked
package dev.migration.version.table;

import org.jspecify.annotations.NullMarked;
