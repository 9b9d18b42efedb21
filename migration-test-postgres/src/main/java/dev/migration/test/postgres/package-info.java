/**
 * A real PostgreSQL for tests: one server per JVM, one database per test class.
 *
 * <p>In come nothing but the machine's possibilities (a server that someone names, Docker, or neither); out go empty
 * databases that are dropped when their test class is done. Knows nothing of migrations, so that the engine's own tests
 * can stand on it.
 */
@NullMarked
package dev.migration.test.postgres;

import org.jspecify.annotations.NullMarked;
