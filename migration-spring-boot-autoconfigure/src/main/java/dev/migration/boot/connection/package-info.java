/**
 * The database of a container: of a test's with Testcontainers, of a developer's with Docker Compose.
 */
@NullMarked
package dev.migration.boot.connection;

import org.jspecify.annotations.NullMarked;
