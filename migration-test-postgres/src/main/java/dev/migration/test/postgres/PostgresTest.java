package dev.migration.test.postgres;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class an empty database of its own on a real PostgreSQL.
 *
 * <p>The constructor, a life-cycle method or a test asks for it with a parameter of type {@link PostgresDatabase}; all of
 * them get the same one, and so do {@code @Nested} classes. It is created when it is first asked for and dropped after the
 * last test of the class. Tests that change it call {@link PostgresDatabase#reset()} in a {@code @BeforeEach} method.
 */
@Documented
@ExtendWith(PostgresExtension.class)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PostgresTest {}
