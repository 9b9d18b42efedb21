// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

import dev.migration.Migrator;
import dev.migration.test.context.ContextMigrator;

/** Passes {@link Migrations} to a test, and closes it after the test. */
final class MigrationExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(MigrationExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Migrations.class;
    }

    @Override
    public Migrations resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(Migrations.class, key -> new Migrations(migrator(context)), Migrations.class);
    }

    private static Migrator migrator(ExtensionContext context) {
        return ContextMigrator.of(context).orElseGet(() -> StandaloneMigrator.of(annotation(context)));
    }

    private static MigrationTest annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), MigrationTest.class, context.getEnclosingTestClasses())
                .orElseThrow();
    }
}
