package dev.migration.boot.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.migration.cli.setting.GlobalOptions;

/**
 * The settings of an application that carries out a command: quiet, and with what was typed in place of its own.
 *
 * @param databases the names that its settings give to several databases
 */
record CommandLineProperties(GlobalOptions options, List<String> databases) {

    Map<String, Object> map() {
        Map<String, Object> settings = quiet();
        options.url().ifPresent(url -> {
            settings.put("migration.url", url);
            // Where the application has no address of its own, Boot would not make its DataSource.
            settings.put("spring.datasource.url", url);
            // Its connection details would come before what was typed.
            settings.put("spring.docker.compose.enabled", "false");
        });
        options.user().ifPresent(user -> {
            settings.put("migration.username", user);
            settings.put("spring.datasource.username", user);
        });
        options.password().ifPresent(password -> {
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
        settings.put("logging.register-shutdown-hook", "false");
        settings.put("migration.enabled", "true");
        settings.put("migration.on-startup", "none");
        return settings;
    }

    /** What is typed goes before what is said about one database, too; an address is that of the one that is meant. */
    private Map<String, Object> of(String database) {
        String key = "migration.databases." + database + ".";
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(key + "on-startup", "none");
        options.user().ifPresent(user -> settings.put(key + "username", user));
        options.password().ifPresent(password -> settings.put(key + "password", password));
        options.url().filter(url -> isMeant(database)).ifPresent(url -> settings.put(key + "url", url));
        if (!options.locations().isEmpty()) {
            settings.put(key + "locations", String.join(",", options.locations()));
        }
        return settings;
    }

    /** Itself or one of its tenants. */
    private boolean isMeant(String database) {
        return options.databases().isEmpty()
                ? databases.size() == 1
                : options.databases().stream()
                        .anyMatch(name -> name.equals(database) || name.startsWith(database + "/"));
    }
}
