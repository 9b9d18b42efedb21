/**
 * The migration part of {@code /actuator/info}.
 */
@NullMarked
package dev.migration.boot.info;

import org.jspecify.annotations.NullMarked;
