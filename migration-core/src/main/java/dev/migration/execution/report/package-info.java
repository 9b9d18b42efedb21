/**
 * Reports of failed statements: source, line, SQLSTATE, remedy, and whether a retry makes sense. Takes driver
 * exceptions; no database access.
 */
@NullMarked
package dev.migration.execution.report;

import org.jspecify.annotations.NullMarked;
