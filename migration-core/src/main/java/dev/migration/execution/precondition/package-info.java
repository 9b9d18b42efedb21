// SPDX-License-Identifier: Apache-2.0
/**
 * Checks that come before a plan runs: contradictions between the database and the scripts, edited and
 * interrupted scripts, and the acceptance of edited scripts. Takes a database state and a plan; throws the
 * exceptions of {@code execution.refusal}.
 */
@NullMarked
package dev.migration.execution.precondition;

import org.jspecify.annotations.NullMarked;
