// SPDX-License-Identifier: Apache-2.0
/**
 * Sessions that hold the locks for which a step waits come in; how long the next attempt waits, the report on them, and the end of
 * those that are idle go out.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.execution.blocker;

import org.jspecify.annotations.NullMarked;
