// SPDX-License-Identifier: Apache-2.0
/**
 * Finds out from the system catalog whether a statement that ran outside transactions has succeeded.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.execution.catalog;

import org.jspecify.annotations.NullMarked;
