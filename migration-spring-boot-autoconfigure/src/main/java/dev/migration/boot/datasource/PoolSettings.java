// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.ClassUtils;

import dev.migration.boot.datasource.ConnectionSettings.Login;
import dev.migration.boot.datasource.ConnectionSettings.Target;

/** Reads from a DataSource how it opens its connections. */
final class PoolSettings {

    private static final boolean HIKARI = isPresent("com.zaxxer.hikari.HikariDataSource");
    private static final boolean TOMCAT = isPresent("org.apache.tomcat.jdbc.pool.DataSource");
    private static final boolean DBCP = isPresent("org.apache.commons.dbcp2.BasicDataSource");

    private PoolSettings() {}

    /** Returns empty for a DataSource of another kind, or with code of the application in the way of its connections. */
    static Optional<ConnectionSettings> of(DataSource dataSource) {
        if (HIKARI && HikariSettings.knows(dataSource)) {
            return HikariSettings.of(dataSource);
        }
        if (TOMCAT && TomcatSettings.knows(dataSource)) {
            return TomcatSettings.of(dataSource);
        }
        if (DBCP && DbcpSettings.knows(dataSource)) {
            return DbcpSettings.of(dataSource);
        }
        if (dataSource instanceof AbstractDriverBasedDataSource driver) {
            return ofDriver(driver);
        }
        return dataSource instanceof PGSimpleDataSource driver
                ? Optional.of(new ConnectionSettings(
                        new Target(driver.getURL(), null, driver), new Login(driver.getUser(), driver.getPassword())))
                : Optional.empty();
    }

    private static Optional<ConnectionSettings> ofDriver(AbstractDriverBasedDataSource source) {
        if (source.getUrl() == null || !OwnConnections.of(source, AbstractDriverBasedDataSource.class)) {
            return Optional.empty();
        }
        List<ConnectionStep> steps = new ArrayList<>();
        if (source.getCatalog() != null) {
            steps.add(new ConnectionStep.Catalog(source.getCatalog()));
        }
        if (source.getSchema() != null) {
            steps.add(new ConnectionStep.Schema(source.getSchema()));
        }
        String driver = source instanceof SimpleDriverDataSource simple && simple.getDriver() != null
                ? simple.getDriver().getClass().getName()
                : null;
        return Optional.of(new ConnectionSettings(
                new Target(source.getUrl(), driver, null),
                new Login(source.getUsername(), source.getPassword()),
                Optional.ofNullable(source.getConnectionProperties()).orElseGet(Properties::new),
                steps));
    }

    /** The URL of a DataSource that opens connections itself, if it is known. */
    static @Nullable String urlOf(DataSource source) {
        return source instanceof PGSimpleDataSource driver ? driver.getURL() : null;
    }

    /** Reads the properties that pools of any kind have as beans, for a migration with a login of its own. */
    static Optional<ConnectionSettings> ofUnknown(DataSource dataSource) {
        BeanWrapper bean = PropertyAccessorFactory.forBeanPropertyAccess(dataSource);
        return property(bean, String.class, "URL", "url", "jdbcUrl")
                .map(url -> new ConnectionSettings(
                        Target.of(url),
                        new Login(
                                property(bean, String.class, "user", "username").orElse(null), null),
                        property(bean, Properties.class, "connectionProperties", "properties")
                                .orElseGet(Properties::new),
                        List.of()));
    }

    private static <T> Optional<T> property(BeanWrapper bean, Class<T> type, String... names) {
        return Arrays.stream(names)
                .filter(bean::isReadableProperty)
                .map(bean::getPropertyValue)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static boolean isPresent(String name) {
        return ClassUtils.isPresent(name, PoolSettings.class.getClassLoader());
    }
}
