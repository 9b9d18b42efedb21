// SPDX-License-Identifier: Apache-2.0
/**
 * Decides whether the server has time for another batch. The input is a connection and the limits, the output a reason to hold; it
 * changes nothing, and each session that runs batches asks for itself.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.execution.throttle;

import org.jspecify.annotations.NullMarked;
