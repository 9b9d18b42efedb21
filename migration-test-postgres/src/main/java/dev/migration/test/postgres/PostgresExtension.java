// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Injects the database of a test class.
 *
 * <p>The database is in the store of the outermost test class, and is closed after that class. The server is not in a store:
 * tests without this extension share it, and it continues to run after a JUnit session inside another one.
 */
final class PostgresExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PostgresDatabase.class;
    }

    @Override
    public PostgresDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var testClass = outermostClass(context);
        return testClass
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        PostgresDatabase.class,
                        key -> PostgresServer.shared()
                                .createDatabase(testClass.getRequiredTestClass().getSimpleName()),
                        PostgresDatabase.class);
    }

    private static ExtensionContext outermostClass(ExtensionContext context) {
        return context.getParent()
                .filter(parent -> parent.getTestClass().isPresent())
                .map(PostgresExtension::outermostClass)
                .orElse(context);
    }
}
