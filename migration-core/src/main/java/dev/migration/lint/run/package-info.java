// SPDX-License-Identifier: Apache-2.0
/**
 * Lints revisions: applies them to a scratch database, traces them, and checks the trace.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint.run;

import org.jspecify.annotations.NullMarked;
