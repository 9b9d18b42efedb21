// SPDX-License-Identifier: Apache-2.0
/**
 * The state tables: applied revisions and history. Reads rows into values and writes values as rows.
 *
 * <p>API: the records. The rest is internal.
 */
@NullMarked
package dev.migration.version;

import org.jspecify.annotations.NullMarked;
