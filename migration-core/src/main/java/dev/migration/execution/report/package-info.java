// SPDX-License-Identifier: Apache-2.0
/**
 * Reports of failed statements: source, line, SQLSTATE, remedy, and whether a retry can help. Works on exceptions of the driver,
 * without database access.
 */
@NullMarked
package dev.migration.execution.report;

import org.jspecify.annotations.NullMarked;
