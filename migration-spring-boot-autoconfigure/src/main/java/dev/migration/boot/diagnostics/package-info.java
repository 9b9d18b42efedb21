/**
 * What Spring Boot prints when the application cannot start.
 */
@NullMarked
package dev.migration.boot.diagnostics;

import org.jspecify.annotations.NullMarked;
