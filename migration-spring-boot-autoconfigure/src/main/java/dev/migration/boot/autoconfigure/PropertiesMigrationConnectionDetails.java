package dev.migration.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** What the properties say. An empty one is what a variable that is not set leaves behind. */
final class PropertiesMigrationConnectionDetails implements MigrationConnectionDetails {

    private final MigrationProperties properties;

    PropertiesMigrationConnectionDetails(MigrationProperties properties) {
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
