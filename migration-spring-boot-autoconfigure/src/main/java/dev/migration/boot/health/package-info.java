/**
 * What probes read: whether the database is as this application needs it.
 */
@NullMarked
package dev.migration.boot.health;

import org.jspecify.annotations.NullMarked;
