/**
 * The properties below {@code migration} that several packages share, bound by Spring Boot.
 */
@NullMarked
package dev.migration.boot.properties;

import org.jspecify.annotations.NullMarked;
