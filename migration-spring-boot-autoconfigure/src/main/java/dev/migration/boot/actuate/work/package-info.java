// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON about batches, work in the background and rehearsals. What the state tables and runs say about them comes in; records that Jackson writes
 * go out.
 */
@NullMarked
package dev.migration.boot.actuate.work;

import org.jspecify.annotations.NullMarked;
