/**
 * The JSON of {@code /actuator/migrations}: one record for each shape. Takes snapshots of a database; no
 * database access.
 */
@NullMarked
package dev.migration.boot.actuate.descriptor;

import org.jspecify.annotations.NullMarked;
