// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.UnsupportedDataSourcePropertyException;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.ClassUtils;

/**
 * Derives DataSources without a pool. A migration must not wait for a pool of size 1 whose only connection it holds itself,
 * and session settings that scripts change must not reach the application's pool.
 */
public final class UnpooledDataSource {

    private static final Logger log = LoggerFactory.getLogger(UnpooledDataSource.class);

    private static final boolean HIKARI =
            ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", UnpooledDataSource.class.getClassLoader());

    private UnpooledDataSource() {}

    /** Returns a DataSource for the URL of {@code credentials}, which must have one. */
    public static DataSource of(MigrationCredentials credentials) {
        return with(DataSourceBuilder.create(), credentials).build();
    }

    /**
     * Returns a DataSource with the settings of {@code dataSource}, where the values of {@code credentials} override them.
     * If the URL of {@code dataSource} cannot be determined and nothing is overridden, returns {@code dataSource} itself.
     *
     * @throws MissingDataSourceException if a user is given, but neither source has a URL to use it with
     */
    public static DataSource derivedFrom(DataSource dataSource, MigrationCredentials credentials) {
        try {
            SimpleDriverDataSource derived =
                    with(DataSourceBuilder.derivedFrom(dataSource), credentials).build();
            if (derived.getUrl() != null) {
                return hikari(dataSource)
                        .map(pool -> withSettingsOf(pool, derived))
                        .orElse(derived);
            }
        } catch (UnsupportedDataSourcePropertyException unknownKind) {
            log.debug("The URL of a {} is not known", dataSource.getClass().getName(), unknownKind);
        }
        return withoutTemplate(dataSource, credentials);
    }

    private static DataSource withoutTemplate(DataSource dataSource, MigrationCredentials credentials) {
        if (credentials.url() != null) {
            return of(credentials);
        }
        if (!credentials.isNone()) {
            throw MissingDataSourceException.withoutUrl(dataSource);
        }
        return dataSource;
    }

    private static DataSourceBuilder<SimpleDriverDataSource> with(
            DataSourceBuilder<?> builder, MigrationCredentials credentials) {
        if (credentials.url() != null) {
            builder.url(credentials.url());
        }
        if (credentials.username() != null) {
            builder.username(credentials.username());
            builder.password(credentials.password() == null ? "" : credentials.password());
        }
        return builder.type(SimpleDriverDataSource.class);
    }

    private static Optional<HikariDataSource> hikari(DataSource dataSource) {
        return HIKARI
                ? Optional.ofNullable(
                        DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class, HikariDataSource.class))
                : Optional.empty();
    }

    /** Copies what the builder does not: driver properties such as TLS and timeouts, the schema and the init statement. */
    private static DataSource withSettingsOf(HikariDataSource pool, SimpleDriverDataSource derived) {
        if (!pool.getDataSourceProperties().isEmpty()) {
            derived.setConnectionProperties(pool.getDataSourceProperties());
        }
        if (pool.getSchema() != null) {
            derived.setSchema(pool.getSchema());
        }
        String initSql = pool.getConnectionInitSql();
        return initSql == null ? derived : new InitSqlDataSource(derived, initSql);
    }

    /** Runs a statement on each new connection, as HikariCP does with {@code connectionInitSql}. */
    private static final class InitSqlDataSource extends DelegatingDataSource {

        private final String initSql;

        InitSqlDataSource(DataSource target, String initSql) {
            super(target);
            this.initSql = initSql;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute(initSql);
                return connection;
            } catch (SQLException failure) {
                connection.close();
                throw failure;
            }
        }
    }
}
