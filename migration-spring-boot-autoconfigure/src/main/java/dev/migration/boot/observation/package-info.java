/**
 * What traces, log files, the report of the start and the application's own listeners get from a migration.
 */
@NullMarked
package dev.migration.boot.observation;

import org.jspecify.annotations.NullMarked;
