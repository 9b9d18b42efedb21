/**
 * What is known about a database while the application runs; the last known state outlives a database that is down.
 */
@NullMarked
package dev.migration.boot.status;

import org.jspecify.annotations.NullMarked;
