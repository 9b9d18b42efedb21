// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Provides a test class with its own empty database on a real PostgreSQL.
 *
 * <p>The database is injected into parameters of type {@link PostgresDatabase} of the constructor, of life-cycle methods and
 * of tests. All of them, also in {@code @Nested} classes, receive the same database. It is created when the first parameter
 * is resolved, and dropped after the last test of the class. Tests that change it call {@link PostgresDatabase#reset()} in a
 * {@code @BeforeEach} method.
 */
@Documented
@ExtendWith(PostgresExtension.class)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PostgresTest {}
