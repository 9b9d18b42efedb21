package dev.migration.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * What the migration says about its own connection; null means as the application connects.
 *
 * @param password counts only beside a user; null is an empty one then
 */
record Login(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password) {

    /** Everything as the application connects. */
    static final Login NONE = new Login(null, null, null);

    static Login of(MigrationConnectionDetails details) {
        return new Login(details.getJdbcUrl(), details.getUsername(), details.getPassword());
    }

    boolean isNone() {
        return url == null && username == null;
    }

    @Override
    public String toString() {
        return "Login[url=" + url + ", username=" + username + "]";
    }
}
