// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Opens a connection as a DataSource of the application would, without its pool. A migration must not wait for a pool of size 1
 * whose only connection it holds itself, and session settings that scripts change must not reach the application's pool.
 *
 * <p>The settings are read for each connection: a pool can get another login, another schema or another host while it runs.
 */
public final class UnpooledDataSource extends AbstractDataSource {

    private final @Nullable DataSource application;
    private final MigrationCredentials own;

    private UnpooledDataSource(@Nullable DataSource application, MigrationCredentials own) {
        this.application = application;
        this.own = own;
    }

    /** Returns a DataSource for the URL of {@code credentials}, which must have one. */
    public static DataSource of(MigrationCredentials credentials) {
        requireValidUrl(credentials);
        return new UnpooledDataSource(null, credentials);
    }

    /**
     * Returns a DataSource with the settings of {@code dataSource}, where the values of {@code credentials} override them. If it
     * is not known how {@code dataSource} opens its connections and nothing is overridden, they are its own connections.
     *
     * @throws MissingDataSourceException if a user is given, but neither source has a URL to use it with
     */
    public static DataSource derivedFrom(DataSource dataSource, MigrationCredentials credentials) {
        requireValidUrl(credentials);
        UnpooledDataSource derived = new UnpooledDataSource(dataSource, credentials);
        if (!credentials.isNone() && derived.settings().isEmpty()) {
            throw MissingDataSourceException.withoutUrl(dataSource);
        }
        return derived;
    }

    private static void requireValidUrl(MigrationCredentials credentials) {
        if (credentials.url() != null) {
            InvalidUrlException.require(credentials.url());
        }
    }

    /** The settings of the next connection; empty if the application's DataSource opens it. */
    public Optional<ConnectionSettings> settings() {
        if (application == null) {
            return Optional.of(own.settings());
        }
        DataSource opening = TransparentProxies.behind(application);
        return PoolSettings.of(opening)
                .or(() -> own.isNone() ? Optional.empty() : PoolSettings.ofUnknown(opening))
                .map(settings -> settings.with(own))
                .or(() -> own.url() == null ? Optional.empty() : Optional.of(own.settings()));
    }

    /** The class of a DataSource of a migration, or of the application's DataSource from which it is derived. */
    public static String classOf(DataSource dataSource) {
        return dataSource instanceof UnpooledDataSource derived && derived.application != null
                ? derived.application.getClass().getName()
                : dataSource.getClass().getName();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Optional<ConnectionSettings> settings = settings();
        return settings.isEmpty() && application != null
                ? TransparentProxies.behind(application).getConnection()
                : settings.orElseThrow().open();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return settings()
                .orElseThrow(() -> new SQLException("The DataSource has a login of its own"))
                .with(new MigrationCredentials(null, username, password))
                .open();
    }

    @Override
    public String toString() {
        return "UnpooledDataSource[" + (application == null ? own : classOf(this)) + "]";
    }
}
