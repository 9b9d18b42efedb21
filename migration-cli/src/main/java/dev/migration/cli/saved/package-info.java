// SPDX-License-Identifier: Apache-2.0
/**
 * The file of a saved plan. In: a plan, and what a reader sees of it. Out: JSON with a digest; or the plan, unless the file is damaged,
 * of another program or of a newer format.
 */
@NullMarked
package dev.migration.cli.saved;

import org.jspecify.annotations.NullMarked;
