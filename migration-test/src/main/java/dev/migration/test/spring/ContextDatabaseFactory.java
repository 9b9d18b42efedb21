// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.spring;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

import dev.migration.test.MigrationTest;

/** Gives the application contexts of classes with {@link MigrationTest} a database. */
final class ContextDatabaseFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        return TestContextAnnotationUtils.hasAnnotation(testClass, MigrationTest.class)
                ? new ContextDatabaseCustomizer()
                : null;
    }
}
