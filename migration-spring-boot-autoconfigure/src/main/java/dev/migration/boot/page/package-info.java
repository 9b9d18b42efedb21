/**
 * What people read who do not read JSON: {@code /actuator/migrationspage}. Snapshots and descriptors come in, HTML goes out;
 * nothing is changed.
 */
@NullMarked
package dev.migration.boot.page;

import org.jspecify.annotations.NullMarked;
