// SPDX-License-Identifier: Apache-2.0
/**
 * A real PostgreSQL for tests: one server per JVM, one database per test class.
 *
 * <p>The server is a configured one, a Docker container or an embedded one. Databases are empty, and are dropped after their
 * test class. This package does not depend on the migration tool, so that the tests of all modules can use it.
 */
@NullMarked
package dev.migration.test.postgres;

import org.jspecify.annotations.NullMarked;
