// SPDX-License-Identifier: Apache-2.0
/**
 * Reads one database: applied revisions, plans, contradictions, lock and history. Takes no lock and writes nothing.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.execution.reader;

import org.jspecify.annotations.NullMarked;
