// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a parameter of type {@link Migrations}.
 *
 * <p>The server is a real PostgreSQL: the one of the environment variable {@code MIGRATION_TEST_POSTGRES_URL}, else a container,
 * else an embedded one. Each database that a test asks for is a copy of a template, to which the revisions are applied once in a
 * JVM, and is dropped after the test.
 *
 * <p>In a test with a Spring application context that has a {@link dev.migration.Migrator}, the revisions and settings are those of
 * the application, Java revisions included, and the attributes of this annotation are not used. The context gets a database of
 * that server: {@code spring.datasource.url}, {@code username} and {@code password} are set, and all revisions are applied before
 * the application's own migration looks.
 */
@Documented
@ExtendWith(MigrationExtension.class)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface MigrationTest {

    /** The folders with scripts; none for the default of {@link dev.migration.MigrationSettings#locations()}. */
    String[] locations() default {};

    /**
     * The modules of the class path whose revisions are applied, with what these need; none for all of them. {@code application} means
     * the scripts in {@link #locations()} and the Java revisions.
     */
    String[] modules() default {};

    /** The values of variables, each as {@code name=value}. */
    String[] variables() default {};
}
