package dev.migration.boot.datasource;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import dev.migration.boot.properties.MigrationProperties;

/** What the properties say. An empty one is what a variable that is not set leaves behind. */
public final class PropertiesMigrationConnectionDetails implements MigrationConnectionDetails {

    private final MigrationProperties properties;

    public PropertiesMigrationConnectionDetails(MigrationProperties properties) {
        this.properties = properties;
    }

    @Override
    public @Nullable String getJdbcUrl() {
        return text(properties.getUrl());
    }

    @Override
    public @Nullable String getUsername() {
        return text(properties.getUsername());
    }

    @Override
    public @Nullable String getPassword() {
        return properties.getPassword();
    }

    private static @Nullable String text(@Nullable String property) {
        return StringUtils.hasText(property) ? property : null;
    }
}
