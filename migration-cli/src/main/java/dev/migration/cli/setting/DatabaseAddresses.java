package dev.migration.cli.setting;

import java.util.Map;
import java.util.Optional;

/**
 * Looks for the address of the database, in this order: the options, {@code migration.databases.NAME.url} of the database that
 * is meant, {@code DATABASE_URL}, {@code SPRING_DATASOURCE_URL} with its {@code _USERNAME} and {@code _PASSWORD}, then
 * {@code migration.url} of the settings. A user or password of the options goes before that of an address.
 */
final class DatabaseAddresses {

    private final Map<String, String> environment;
    private final SettingsFile file;

    DatabaseAddresses(Map<String, String> environment, SettingsFile file) {
        this.environment = environment;
        this.file = file;
    }

    /** @throws UsageException if there is none */
    DatabaseAddress find(Login typed) {
        return typed.url()
                .map(DatabaseAddress::parse)
                .or(() -> file.isOwn("migration.url") ? ofFile() : Optional.empty())
                .or(() -> variable("DATABASE_URL").map(DatabaseAddress::parse))
                .or(() -> variable("SPRING_DATASOURCE_URL")
                        .map(DatabaseAddress::parse)
                        .map(address -> address.withCredentials(
                                variable("SPRING_DATASOURCE_USERNAME"), variable("SPRING_DATASOURCE_PASSWORD"))))
                .or(this::ofFile)
                .map(address -> address.withCredentials(typed.user(), typed.password()))
                .orElseThrow(() -> new UsageException(
                        "Which database? No address was given.",
                        "Add --url 'jdbc:postgresql://HOST:PORT/DATABASE', or set DATABASE_URL, or migration.url in "
                                + file.name() + "."));
    }

    private Optional<DatabaseAddress> ofFile() {
        return file.value("migration.url")
                .map(DatabaseAddress::parse)
                .map(address ->
                        address.withCredentials(file.value("migration.username"), file.value("migration.password")));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** What was typed about the database. */
    record Login(Optional<String> url, Optional<String> user, Optional<String> password) {}
}
