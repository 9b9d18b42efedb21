// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON about batches and work in the background. What the state tables and runs say about them comes in; records that Jackson writes
 * go out.
 */
@NullMarked
package dev.migration.boot.actuate.work;

import org.jspecify.annotations.NullMarked;
