// SPDX-License-Identifier: Apache-2.0
/**
 * Places revisions in rows and lanes. Input: revisions and their parents. Output: the layout of a drawing.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.boot.page.graph;

import org.jspecify.annotations.NullMarked;
