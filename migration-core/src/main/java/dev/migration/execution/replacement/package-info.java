// SPDX-License-Identifier: Apache-2.0
/**
 * Objects of repeatables that depend on what a revision drops or alters: finds them in the catalog, and runs the revision again with
 * the statements that drop them before it and apply them again after it.
 */
@NullMarked
package dev.migration.execution.replacement;

import org.jspecify.annotations.NullMarked;
