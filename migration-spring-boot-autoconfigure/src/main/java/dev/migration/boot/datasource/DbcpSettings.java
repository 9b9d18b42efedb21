// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import javax.sql.DataSource;

import org.apache.commons.dbcp2.BasicDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

import dev.migration.boot.datasource.ConnectionSettings.Login;
import dev.migration.boot.datasource.ConnectionSettings.Target;

/** Reads from Commons DBCP how it opens its connections. */
final class DbcpSettings {

    /** DBCP sets no isolation if this is the level. */
    private static final int UNKNOWN_ISOLATION = -1;

    private DbcpSettings() {}

    static boolean knows(DataSource dataSource) {
        return dataSource instanceof BasicDataSource && OwnConnections.of(dataSource, BasicDataSource.class);
    }

    /** Returns empty if a class of the application opens the connections, or if the properties for the driver are not known. */
    static Optional<ConnectionSettings> of(DataSource dataSource) {
        BasicDataSource pool = (BasicDataSource) dataSource;
        Properties properties = properties(pool);
        if (pool.getUrl() == null || pool.getConnectionFactoryClassName() != null || properties == null) {
            return Optional.empty();
        }
        return Optional.of(new ConnectionSettings(
                new Target(pool.getUrl(), driver(pool), null), login(pool), properties, steps(pool)));
    }

    /** DBCP deprecates these methods because a password is to be kept from code, and has no others. */
    @SuppressWarnings("deprecation")
    private static Login login(BasicDataSource pool) {
        return new Login(pool.getUsername(), pool.getPassword());
    }

    private static @Nullable String driver(BasicDataSource pool) {
        return pool.getDriver() == null
                ? pool.getDriverClassName()
                : pool.getDriver().getClass().getName();
    }

    /** DBCP does not publish the properties; their method has the access of its package. */
    private static @Nullable Properties properties(BasicDataSource pool) {
        Method method = ReflectionUtils.findMethod(BasicDataSource.class, "getConnectionProperties");
        if (method == null || !method.trySetAccessible()) {
            return null;
        }
        return ReflectionUtils.invokeMethod(method, pool) instanceof Properties properties ? properties : null;
    }

    private static List<ConnectionStep> steps(BasicDataSource pool) {
        List<ConnectionStep> steps = new ArrayList<>();
        pool.getConnectionInitSqls().forEach(sql -> steps.add(new ConnectionStep.Init(sql)));
        if (pool.getDefaultTransactionIsolation() != UNKNOWN_ISOLATION) {
            steps.add(new ConnectionStep.Isolation(pool.getDefaultTransactionIsolation()));
        }
        if (Boolean.TRUE.equals(pool.getDefaultReadOnly())) {
            steps.add(new ConnectionStep.ReadOnly());
        }
        if (pool.getDefaultCatalog() != null) {
            steps.add(new ConnectionStep.Catalog(pool.getDefaultCatalog()));
        }
        if (pool.getDefaultSchema() != null) {
            steps.add(new ConnectionStep.Schema(pool.getDefaultSchema()));
        }
        return steps;
    }
}
