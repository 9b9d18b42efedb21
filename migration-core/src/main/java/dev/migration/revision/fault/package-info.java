// SPDX-License-Identifier: Apache-2.0
/**
 * Faults of a graph, of a target expression and of a walk through the graph, as values, and the exceptions that carry
 * them.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.revision.fault;

import org.jspecify.annotations.NullMarked;
