// SPDX-License-Identifier: Apache-2.0
/**
 * Computes the steps from a graph, the applied revisions and a target. The package contains values only and accesses
 * neither files nor databases.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.plan;

import org.jspecify.annotations.NullMarked;
