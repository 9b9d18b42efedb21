/**
 * What operators read: {@code /actuator/migrations}.
 */
@NullMarked
package dev.migration.boot.actuate;

import org.jspecify.annotations.NullMarked;
