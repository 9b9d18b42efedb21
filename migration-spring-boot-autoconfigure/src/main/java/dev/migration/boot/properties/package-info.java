/**
 * Configuration properties under {@code migration} that several packages use.
 */
@NullMarked
package dev.migration.boot.properties;

import org.jspecify.annotations.NullMarked;
