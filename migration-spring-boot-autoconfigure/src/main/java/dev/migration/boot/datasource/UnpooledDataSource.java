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
 * Derives a DataSource without a pool: a migration must not wait for a pool of size 1 that it fills itself, and what scripts
 * do to a session must never reach the application's pool.
 */
public final class UnpooledDataSource {

    private static final Logger log = LoggerFactory.getLogger(UnpooledDataSource.class);

    private static final boolean HIKARI =
            ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", UnpooledDataSource.class.getClassLoader());

    private UnpooledDataSource() {}

    /** A DataSource for a URL of the migration's own. */
    public static DataSource of(MigrationCredentials login) {
        return with(DataSourceBuilder.create(), login).build();
    }

    /** The database of {@code dataSource}, but for what {@code login} says. */
    public static DataSource derivedFrom(DataSource dataSource, MigrationCredentials login) {
        try {
            SimpleDriverDataSource derived =
                    with(DataSourceBuilder.derivedFrom(dataSource), login).build();
            if (derived.getUrl() != null) {
                return hikari(dataSource)
                        .map(pool -> withSettingsOf(pool, derived))
                        .orElse(derived);
            }
        } catch (UnsupportedDataSourcePropertyException unknownKind) {
            log.debug("{} does not tell its URL", dataSource.getClass().getName(), unknownKind);
        }
        return withoutTemplate(dataSource, login);
    }

    private static DataSource withoutTemplate(DataSource dataSource, MigrationCredentials login) {
        if (login.url() != null) {
            return of(login);
        }
        if (!login.isNone()) {
            throw MissingDataSourceException.withoutUrl(dataSource);
        }
        return dataSource;
    }

    private static DataSourceBuilder<SimpleDriverDataSource> with(
            DataSourceBuilder<?> builder, MigrationCredentials login) {
        if (login.url() != null) {
            builder.url(login.url());
        }
        if (login.username() != null) {
            builder.username(login.username());
            builder.password(login.password() == null ? "" : login.password());
        }
        return builder.type(SimpleDriverDataSource.class);
    }

    private static Optional<HikariDataSource> hikari(DataSource dataSource) {
        return HIKARI
                ? Optional.ofNullable(
                        DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class, HikariDataSource.class))
                : Optional.empty();
    }

    /** TLS, timeouts, the schema and the first statement are as much part of a connection as its URL. */
    private static DataSource withSettingsOf(HikariDataSource pool, SimpleDriverDataSource derived) {
        if (!pool.getDataSourceProperties().isEmpty()) {
            derived.setConnectionProperties(pool.getDataSourceProperties());
        }
        if (pool.getSchema() != null) {
            derived.setSchema(pool.getSchema());
        }
        String first = pool.getConnectionInitSql();
        return first == null ? derived : new GreetingDataSource(derived, first);
    }

    /** Runs a statement on each new connection, as a pool does. */
    private static final class GreetingDataSource extends DelegatingDataSource {

        private final String first;

        GreetingDataSource(DataSource target, String first) {
            super(target);
            this.first = first;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute(first);
                return connection;
            } catch (SQLException failure) {
                connection.close();
                throw failure;
            }
        }
    }
}
