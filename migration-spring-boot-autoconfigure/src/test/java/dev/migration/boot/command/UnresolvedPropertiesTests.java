// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class UnresolvedPropertiesTests {

    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void aFileNamePatternIsNotAPlaceholderOfSpring() {
        put("one", Map.of("migration.authoring.file-name", "${date}_${id}"));

        assertThat(new UnresolvedProperties(environment).value("migration.authoring.file-name"))
                .hasValue("${date}_${id}");
    }

    @Test
    void theFirstPropertySourceWins() {
        put("low", Map.of("a.b.x", "low", "a.b.y", "low"));
        put("high", Map.of("a.b.x", "high"));

        UnresolvedProperties settings = new UnresolvedProperties(environment);

        assertThat(settings.value("a.b.x")).hasValue("high");
        assertThat(settings.below("a.b.")).containsExactly(Map.entry("x", "high"), Map.entry("y", "low"));
        assertThat(settings.value("a.b.z")).isEmpty();
    }

    @Test
    void environmentVariablesAreRead() {
        put("systemEnvironment", Map.of("MIGRATION_AUTHORING_FILENAME", "${slug}"));
        ConfigurationPropertySources.attach(environment);

        assertThat(new UnresolvedProperties(environment).value("migration.authoring.file-name"))
                .hasValue("${slug}");
    }

    private void put(String name, Map<String, Object> values) {
        environment.getPropertySources().remove(name);
        environment
                .getPropertySources()
                .addFirst(
                        name.equals("systemEnvironment")
                                ? new SystemEnvironmentPropertySource(name, values)
                                : new MapPropertySource(name, values));
    }
}
