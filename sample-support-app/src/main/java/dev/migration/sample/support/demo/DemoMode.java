// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Translates the argument {@code --demo}, or {@code --demo=30s} with the time for each state, into properties. Only an argument counts, not
 * an environment variable.
 */
public class DemoMode implements EnvironmentPostProcessor {

    /** The revisions of the tour alone. */
    static final String DEMO = "classpath:demo/revisions";

    static final String LOCATIONS = "classpath:db/revisions," + DEMO;

    private static final String ARGUMENTS = CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME;

    private static final String DEFAULT_PAUSE = "60s";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var arguments = environment.getPropertySources().get(ARGUMENTS);
        if (arguments != null && arguments.getProperty("demo") instanceof String pause) {
            environment
                    .getPropertySources()
                    .addAfter(
                            ARGUMENTS,
                            new MapPropertySource("demo", properties(pause.isEmpty() ? DEFAULT_PAUSE : pause)));
        }
    }

    private static Map<String, Object> properties(String pause) {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("support.demo.enabled", "true");
        properties.put("support.demo.pause", pause);
        properties.put("support.database.folder", "support-app-demo");
        properties.put("migration.locations", LOCATIONS);
        properties.put("migration.variables.sleep", "0.005");
        properties.put("migration.background.enabled", "false");
        properties.put("migration.endpoint.show-sql", "always");
        return properties;
    }
}
