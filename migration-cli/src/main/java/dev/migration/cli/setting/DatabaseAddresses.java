// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.util.Map;
import java.util.Optional;

import dev.migration.setting.SettingKey;

/**
 * Finds the address of the database, in this order: option {@code --url}; {@code migration.databases.NAME.url} of the selected
 * database; {@code DATABASE_URL}; {@code SPRING_DATASOURCE_URL} with {@code _USERNAME} and {@code _PASSWORD};
 * {@code migration.url}. A user or password of the options replaces that of the address.
 */
final class DatabaseAddresses {

    private final Map<String, String> environment;
    private final SettingsFile file;

    DatabaseAddresses(Map<String, String> environment, SettingsFile file) {
        this.environment = environment;
        this.file = file;
    }

    /** @throws UsageException if no address is configured */
    DatabaseAddress find(Options options) {
        return options.url()
                .map(url -> DatabaseAddress.parse(url, "--url"))
                .or(() -> file.isOwn(SettingKey.URL.key()) ? ofFile() : Optional.empty())
                .or(() -> variable("DATABASE_URL").map(url -> DatabaseAddress.parse(url, "DATABASE_URL")))
                .or(() -> variable("SPRING_DATASOURCE_URL")
                        .map(url -> DatabaseAddress.parse(url, "SPRING_DATASOURCE_URL"))
                        .map(address -> address.withCredentials(
                                variable("SPRING_DATASOURCE_USERNAME"), variable("SPRING_DATASOURCE_PASSWORD"))))
                .or(this::ofFile)
                .map(address -> address.withCredentials(options.user(), options.password()))
                .orElseThrow(() -> new UsageException(
                        "No database is configured.",
                        "Add --url 'jdbc:postgresql://HOST:PORT/DATABASE', or set DATABASE_URL, or migration.url in "
                                + file.name() + "."));
    }

    private Optional<DatabaseAddress> ofFile() {
        return file.value(SettingKey.URL.key())
                .map(url -> DatabaseAddress.parse(url, SettingKey.URL.key() + " of " + file.name()))
                .map(address -> address.withCredentials(
                        file.value(SettingKey.USERNAME.key()), file.value(SettingKey.PASSWORD.key())));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** The options that concern the address. */
    record Options(Optional<String> url, Optional<String> user, Optional<String> password) {

        /** Leaves the URL and the password out. */
        @Override
        public String toString() {
            return "Options[user=" + user + "]";
        }
    }
}
