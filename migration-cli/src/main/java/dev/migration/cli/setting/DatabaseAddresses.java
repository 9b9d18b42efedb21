// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.util.Map;
import java.util.Optional;

import dev.migration.execution.report.ConnectionPlace;
import dev.migration.setting.SettingKey;

/**
 * Finds the address of the database, in this order: option {@code --url}; {@code migration.databases.NAME.url} of the selected
 * database; {@code DATABASE_URL}; {@code SPRING_DATASOURCE_URL} with {@code _USERNAME} and {@code _PASSWORD};
 * {@code migration.url}. A user or password of the options replaces that of the address.
 */
final class DatabaseAddresses {

    private static final String VARIABLE = "DATABASE_URL";
    private static final String SPRING = "SPRING_DATASOURCE_";
    private static final String OPTIONS = "--user and --password";

    private final Map<String, String> environment;
    private final SettingsFile file;

    DatabaseAddresses(Map<String, String> environment, SettingsFile file) {
        this.environment = environment;
        this.file = file;
    }

    /** @throws UsageException if no address is configured */
    DatabaseAddress find(Options options) {
        return source(options)
                .map(Source::address)
                .map(address -> address.withCredentials(options.user(), options.password()))
                .orElseThrow(() -> new UsageException(
                        "No database is configured.",
                        "Add --url 'jdbc:postgresql://HOST:PORT/DATABASE', or set DATABASE_URL, or migration.url in "
                                + file.name() + "."));
    }

    /** Where the address is configured; empty if it is nowhere. */
    Optional<ConnectionPlace> place(Options options) {
        return source(options).map(source -> new ConnectionPlace(source.place(), login(source, options), ""));
    }

    /** A user and a password of the options outweigh those of the source. */
    private static String login(Source source, Options options) {
        return options.user().isPresent() && options.password().isPresent()
                ? OPTIONS
                : source.login() + ", or " + OPTIONS;
    }

    private Optional<Source> source(Options options) {
        return options.url()
                .map(url -> new Source("--url", url, "in --url", Optional.empty(), Optional.empty()))
                .or(() -> file.isOwn(SettingKey.URL.key()) ? ofFile() : Optional.empty())
                .or(() -> variable(VARIABLE)
                        .map(url -> new Source(VARIABLE, url, "in " + VARIABLE, Optional.empty(), Optional.empty())))
                .or(() -> variable(SPRING + "URL")
                        .map(url -> new Source(
                                SPRING + "URL",
                                url,
                                SPRING + "USERNAME and " + SPRING + "PASSWORD",
                                variable(SPRING + "USERNAME"),
                                variable(SPRING + "PASSWORD"))))
                .or(this::ofFile);
    }

    private Optional<Source> ofFile() {
        return file.value(SettingKey.URL.key())
                .map(url -> new Source(
                        SettingKey.URL.key() + " of " + file.name(),
                        url,
                        SettingKey.USERNAME.key() + " and " + SettingKey.PASSWORD.key() + " of " + file.name(),
                        file.value(SettingKey.USERNAME.key()),
                        file.value(SettingKey.PASSWORD.key())));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** An address as it is written, and where: {@code login} says where its user name and its password are. */
    private record Source(String place, String url, String login, Optional<String> user, Optional<String> password) {

        DatabaseAddress address() {
            return DatabaseAddress.parse(url, place).withCredentials(user, password);
        }

        /** Leaves the URL and the password out. */
        @Override
        public String toString() {
            return "Source[place=" + place + "]";
        }
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
