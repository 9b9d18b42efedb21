// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import org.jspecify.annotations.Nullable;

/**
 * The configured URL and credentials of the migration. A value that is null is taken from the application's DataSource.
 *
 * @param password the password of {@code username}, where null leaves it to {@code .pgpass} and to the service file; ignored if {@code username} is null
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

    /** Copies the values; an empty password is none, because it may come from an unset variable. */
    public MigrationCredentials {
        password = password == null || password.isEmpty() ? null : password;
    }

    /** The settings of a connection without a DataSource of the application. */
    ConnectionSettings settings() {
        return new ConnectionSettings(
                        ConnectionSettings.Target.of(url), new ConnectionSettings.Login(username, password))
                .with(this);
    }

    boolean isNone() {
        return url == null && username == null;
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "MigrationCredentials[url=" + UrlLogin.withoutParameters(url) + ", username=" + username + "]";
    }
}
