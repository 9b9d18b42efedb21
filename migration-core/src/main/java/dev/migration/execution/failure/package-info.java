// SPDX-License-Identifier: Apache-2.0
/**
 * The exceptions of a run that fails: their messages explain the error of PostgreSQL, their remedies say what to do.
 *
 * <p>API: the exceptions. The rest is internal.
 */
@NullMarked
package dev.migration.execution.failure;

import org.jspecify.annotations.NullMarked;
