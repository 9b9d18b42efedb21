// SPDX-License-Identifier: Apache-2.0
/**
 * Creates databases that exist as long as a comparison needs them, on the server of a database or on another one that is made like it.
 * Input: a {@code DataSource} of the server. Output: {@link
 * dev.migration.schema.scratch.ScratchDatabase}s with the encoding, the locale and the settings of the original.
 */
@NullMarked
package dev.migration.schema.scratch;

import org.jspecify.annotations.NullMarked;
