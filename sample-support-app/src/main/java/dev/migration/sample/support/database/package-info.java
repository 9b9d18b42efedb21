/** The embedded PostgreSQL that the sample brings along, for a start without any preparation. */
@NullMarked
package dev.migration.sample.support.database;

import org.jspecify.annotations.NullMarked;
