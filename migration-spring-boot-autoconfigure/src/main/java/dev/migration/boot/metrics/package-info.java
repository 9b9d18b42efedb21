/**
 * What dashboards read.
 */
@NullMarked
package dev.migration.boot.metrics;

import org.jspecify.annotations.NullMarked;
