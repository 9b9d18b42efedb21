// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.context;

import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.util.ClassUtils;

import dev.migration.Migrator;

/** Finds the migrator of the application context of a test. */
public final class ContextMigrator {

    private static final boolean HAS_SPRING_TEST = ClassUtils.isPresent(
            "org.springframework.test.context.junit.jupiter.SpringExtension", ContextMigrator.class.getClassLoader());

    private ContextMigrator() {}

    /** The migrator; empty in a test without Spring, or whose context has none. */
    public static Optional<Migrator> of(ExtensionContext context) {
        return HAS_SPRING_TEST && SpringTests.isOne(context) ? SpringTests.migrator(context) : Optional.empty();
    }

    /** Loaded only where Spring's test framework is. */
    private static final class SpringTests {

        static boolean isOne(ExtensionContext context) {
            return context.getEnclosingTestClasses().stream().anyMatch(SpringTests::isOne)
                    || isOne(context.getRequiredTestClass());
        }

        static Optional<Migrator> migrator(ExtensionContext context) {
            return Optional.ofNullable(SpringExtension.getApplicationContext(context)
                            .getBeanProvider(Migrator.class)
                            .getIfUnique())
                    .map(migrator -> migrator.toBuilder().withoutListeners().build());
        }

        private static boolean isOne(Class<?> testClass) {
            return AnnotationSupport.findRepeatableAnnotations(testClass, ExtendWith.class).stream()
                    .flatMap(extended -> Arrays.stream(extended.value()))
                    .anyMatch(SpringExtension.class::equals);
        }
    }
}
