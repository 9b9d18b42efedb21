// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.spring;

import java.util.Map;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/** Sets the database of a context. All are equal, because they do not decide whether two tests may share a context. */
record ContextDatabaseCustomizer() implements ContextCustomizer {

    private static final String NAME = "migrationTestDatabase";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        PostgresDatabase database = PostgresServer.shared().createDatabase("context");
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        NAME,
                        Map.of(
                                "spring.datasource.url", database.url(),
                                "spring.datasource.username", database.username(),
                                "spring.datasource.password", database.password())));
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
        registry.registerBeanDefinition(
                NAME, new RootBeanDefinition(ContextDatabase.class, () -> new ContextDatabase(database)));
    }
}
