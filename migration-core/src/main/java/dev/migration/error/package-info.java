/**
 * The ground floor: what every failure says. Nothing of ours is imported here.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.error;

import org.jspecify.annotations.NullMarked;
