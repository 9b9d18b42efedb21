// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

import dev.migration.boot.testing.TestContexts;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts applications that fail or stop immediately, with the database of a test. */
final class ApplicationStart {

    private final List<String> properties = new ArrayList<>();
    private final Map<String, Object> beans = new LinkedHashMap<>();

    private ApplicationStart() {}

    /** With the database as the bean {@code database}, and without its address. */
    static ApplicationStart with(PostgresDatabase database) {
        return new ApplicationStart().bean("database", database);
    }

    /** With the database as the bean {@code database} and as the DataSource of Spring Boot. */
    static ApplicationStart withDataSource(PostgresDatabase database) {
        return with(database).properties(TestContexts.connection("spring.datasource", database));
    }

    ApplicationStart bean(String name, Object bean) {
        beans.put(name, bean);
        return this;
    }

    /** Adds properties; a later value of the same property replaces an earlier one. */
    ApplicationStart properties(String... added) {
        for (String property : added) {
            String key = property.substring(0, property.indexOf('=') + 1);
            properties.removeIf(earlier -> earlier.startsWith(key));
            properties.add(property);
        }
        return this;
    }

    /** Starts the application and stops it, and returns whether the start succeeded. */
    boolean run(Class<?> application) {
        String[] arguments =
                properties.stream().map(property -> "--" + property).toArray(String[]::new);
        try (var context = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .initializers(starting -> beans.forEach(starting.getBeanFactory()::registerSingleton))
                .run(arguments)) {
            assertThat(context.isRunning()).isTrue();
            return true;
        } catch (RuntimeException failure) {
            assertThat(failure).isNotInstanceOf(NullPointerException.class);
            return false;
        }
    }
}
