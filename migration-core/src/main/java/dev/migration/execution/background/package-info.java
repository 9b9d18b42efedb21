// SPDX-License-Identifier: Apache-2.0
/**
 * The workers of revisions whose last statements run in the background. The input is the table of jobs and the scripts, the output is
 * the jobs that are done or have failed.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.execution.background;

import org.jspecify.annotations.NullMarked;
