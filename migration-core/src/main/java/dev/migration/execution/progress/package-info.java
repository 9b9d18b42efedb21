/**
 * Publishes the events of one run, once each, however many sessions the run uses.
 */
@NullMarked
package dev.migration.execution.progress;

import org.jspecify.annotations.NullMarked;
