package dev.migration.boot.autoconfigure;

import java.util.Optional;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.UnsupportedDataSourcePropertyException;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.ClassUtils;

/**
 * Derives a DataSource without a pool: a migration must not wait for a pool of size 1 that it fills itself, and what scripts
 * do to a session must never reach the application's pool.
 */
final class UnpooledDataSource {

    private static final Logger log = LoggerFactory.getLogger(UnpooledDataSource.class);

    private static final boolean HIKARI =
            ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", UnpooledDataSource.class.getClassLoader());

    private UnpooledDataSource() {}

    /** A DataSource for a URL of the migration's own. */
    static DataSource of(String url, @Nullable String username, @Nullable String password) {
        return with(DataSourceBuilder.create().url(url), username, password).build();
    }

    /** The same database as {@code dataSource}; with another user when one is given. */
    static DataSource derivedFrom(DataSource dataSource, @Nullable String username, @Nullable String password) {
        try {
            SimpleDriverDataSource derived = with(DataSourceBuilder.derivedFrom(dataSource), username, password)
                    .build();
            if (derived.getUrl() != null) {
                hikari(dataSource).ifPresent(pool -> copySettings(pool, derived));
                return derived;
            }
        } catch (UnsupportedDataSourcePropertyException unknownKind) {
            log.debug("{} does not tell its URL", dataSource.getClass().getName(), unknownKind);
        }
        requireSameUser(username, dataSource);
        return dataSource;
    }

    private static DataSourceBuilder<SimpleDriverDataSource> with(
            DataSourceBuilder<?> builder, @Nullable String username, @Nullable String password) {
        if (username != null) {
            builder.username(username);
            builder.password(password == null ? "" : password);
        }
        return builder.type(SimpleDriverDataSource.class);
    }

    private static Optional<HikariDataSource> hikari(DataSource dataSource) {
        return HIKARI
                ? Optional.ofNullable(
                        DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class, HikariDataSource.class))
                : Optional.empty();
    }

    /** TLS, timeouts and the schema are as much part of a connection as its URL. */
    private static void copySettings(HikariDataSource pool, SimpleDriverDataSource derived) {
        if (!pool.getDataSourceProperties().isEmpty()) {
            derived.setConnectionProperties(pool.getDataSourceProperties());
        }
        if (pool.getSchema() != null) {
            derived.setSchema(pool.getSchema());
        }
    }

    private static void requireSameUser(@Nullable String username, DataSource dataSource) {
        if (username != null) {
            throw new IllegalStateException("migration.username needs migration.url, because a DataSource of type "
                    + dataSource.getClass().getName() + " does not tell its URL");
        }
    }
}
