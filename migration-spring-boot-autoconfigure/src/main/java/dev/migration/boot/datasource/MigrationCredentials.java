// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import org.jspecify.annotations.Nullable;

/**
 * The configured URL and credentials of the migration. A value that is null is taken from the application's DataSource.
 *
 * @param password the password of {@code username}, where null means an empty one; ignored if {@code username} is null
 */
public record MigrationCredentials(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password) {

    /** No value is configured. */
    static final MigrationCredentials NONE = new MigrationCredentials(null, null, null);

    /** Copies the values of connection details. */
    public static MigrationCredentials of(MigrationConnectionDetails details) {
        return new MigrationCredentials(details.getJdbcUrl(), details.getUsername(), details.getPassword());
    }

    boolean isNone() {
        return url == null && username == null;
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "MigrationCredentials[url=" + url + ", username=" + username + "]";
    }
}
