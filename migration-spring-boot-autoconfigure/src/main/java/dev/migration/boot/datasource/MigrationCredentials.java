package dev.migration.boot.datasource;

import org.jspecify.annotations.Nullable;

/**
 * What the migration says about its own connection; null means as the application connects.
 *
 * @param password counts only beside a user; null is an empty one then
 */
public record MigrationCredentials(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password) {

    /** Everything as the application connects. */
    static final MigrationCredentials NONE = new MigrationCredentials(null, null, null);

    public static MigrationCredentials of(MigrationConnectionDetails details) {
        return new MigrationCredentials(details.getJdbcUrl(), details.getUsername(), details.getPassword());
    }

    boolean isNone() {
        return url == null && username == null;
    }

    @Override
    public String toString() {
        return "Login[url=" + url + ", username=" + username + "]";
    }
}
