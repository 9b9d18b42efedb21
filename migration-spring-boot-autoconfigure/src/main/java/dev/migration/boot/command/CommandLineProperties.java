// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.cli.setting.DatabaseAddress;
import dev.migration.cli.setting.GlobalOptions;

/**
 * Properties that an application has while it runs a command: it prints and starts as little as possible, and the options of
 * the command override its own properties.
 *
 * @param databases the names of the application's databases; empty if they have no names
 */
record CommandLineProperties(GlobalOptions options, List<String> databases) {

    Map<String, Object> map() {
        Map<String, Object> settings = quiet();
        Optional<DatabaseAddress> address = options.url().map(DatabaseAddress::parse);
        address.ifPresent(known -> {
            settings.put("migration.url", known.url());
            // Without an address, Spring Boot would not create the application's DataSource.
            settings.put("spring.datasource.url", known.url());
            // Its connection details would override the option.
            settings.put("spring.docker.compose.enabled", "false");
        });
        options.user().or(() -> address.flatMap(DatabaseAddress::user)).ifPresent(user -> {
            settings.put("migration.username", user);
            settings.put("spring.datasource.username", user);
        });
        options.password().or(() -> address.flatMap(DatabaseAddress::password)).ifPresent(password -> {
            settings.put("migration.password", password);
            settings.put("spring.datasource.password", password);
        });
        if (!options.locations().isEmpty()) {
            settings.put("migration.locations", String.join(",", options.locations()));
        }
        databases.forEach(database -> settings.putAll(of(database)));
        return settings;
    }

    private static Map<String, Object> quiet() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("spring.main.web-application-type", "none");
        settings.put("spring.main.banner-mode", "off");
        settings.put("spring.main.register-shutdown-hook", "false");
        settings.put("spring.main.log-startup-info", "false");
        settings.put("spring.main.keep-alive", "false");
        settings.put("logging.threshold.console", "WARN");
        // The command prints the events of a run; the log has only what the command does not know.
        settings.put("logging.level.dev.migration", "OFF");
        for (String part : List.of("boot", "event", "execution", "script", "tenant")) {
            settings.put("logging.level.dev.migration." + part, "WARN");
        }
        settings.put("logging.register-shutdown-hook", "false");
        settings.put("migration.enabled", "true");
        settings.put("migration.on-startup", "none");
        settings.put("migration.background.enabled", "false");
        return settings;
    }

    /** Options override the properties of a named database, too; the URL is for the selected database only. */
    private Map<String, Object> of(String database) {
        String key = "migration.databases." + database + ".";
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(key + "on-startup", "none");
        Optional<DatabaseAddress> address =
                options.url().filter(url -> isSelected(database)).map(DatabaseAddress::parse);
        address.ifPresent(known -> settings.put(key + "url", known.url()));
        options.user()
                .or(() -> address.flatMap(DatabaseAddress::user))
                .ifPresent(user -> settings.put(key + "username", user));
        options.password()
                .or(() -> address.flatMap(DatabaseAddress::password))
                .ifPresent(password -> settings.put(key + "password", password));
        if (!options.locations().isEmpty()) {
            settings.put(key + "locations", String.join(",", options.locations()));
        }
        return settings;
    }

    /** Returns whether a database or one of its tenants is selected. */
    private boolean isSelected(String database) {
        return options.databases().isEmpty()
                ? databases.size() == 1
                : options.databases().stream()
                        .anyMatch(name -> name.equals(database) || name.startsWith(database + "/"));
    }
}
