// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import dev.migration.boot.properties.MigrationProperties;

/** Reads the connection details from properties. An empty property counts as not set: it may come from an unset variable. */
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
