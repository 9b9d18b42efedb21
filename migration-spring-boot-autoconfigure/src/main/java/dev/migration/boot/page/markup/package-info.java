// SPDX-License-Identifier: Apache-2.0
/**
 * Writes HTML: elements, phrases, times and durations, all escaped.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.boot.page.markup;

import org.jspecify.annotations.NullMarked;
