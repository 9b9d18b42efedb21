// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.apache.tomcat.jdbc.pool.PoolConfiguration;

import dev.migration.boot.datasource.ConnectionSettings.Login;
import dev.migration.boot.datasource.ConnectionSettings.Target;

/** Reads from the pool of Tomcat how it opens its connections. */
final class TomcatSettings {

    /** Tomcat sets no isolation if this is the level. */
    private static final int UNKNOWN_ISOLATION = -1;

    private static final String OWN_INTERCEPTORS = "org.apache.tomcat.jdbc.pool.";

    private TomcatSettings() {}

    static boolean knows(DataSource dataSource) {
        return dataSource instanceof DataSourceProxy
                && OwnConnections.of(dataSource, org.apache.tomcat.jdbc.pool.DataSource.class);
    }

    /** Returns empty if the pool looks its connections up in JNDI, or if interceptors of the application prepare them. */
    static Optional<ConnectionSettings> of(DataSource dataSource) {
        PoolConfiguration pool = ((DataSourceProxy) dataSource).getPoolProperties();
        DataSource source = pool.getDataSource() instanceof DataSource given ? given : null;
        boolean unknown = source == null && (pool.getUrl() == null || pool.getDataSourceJNDI() != null);
        if (unknown || hasOtherInterceptors(pool)) {
            return Optional.empty();
        }
        String url = source == null ? pool.getUrl() : PoolSettings.urlOf(source);
        return Optional.of(new ConnectionSettings(
                new Target(url, pool.getDriverClassName(), source),
                new Login(pool.getUsername(), pool.getPassword()),
                pool.getDbProperties(),
                steps(pool)));
    }

    private static boolean hasOtherInterceptors(PoolConfiguration pool) {
        return Arrays.stream(pool.getJdbcInterceptorsAsArray())
                .anyMatch(interceptor -> !interceptor.getClassName().startsWith(OWN_INTERCEPTORS));
    }

    private static List<ConnectionStep> steps(PoolConfiguration pool) {
        List<ConnectionStep> steps = new ArrayList<>();
        int isolation = pool.getDefaultTransactionIsolation();
        if (isolation != UNKNOWN_ISOLATION && isolation != Connection.TRANSACTION_NONE) {
            steps.add(new ConnectionStep.Isolation(isolation));
        }
        if (Boolean.TRUE.equals(pool.getDefaultReadOnly())) {
            steps.add(new ConnectionStep.ReadOnly());
        }
        if (pool.getDefaultCatalog() != null) {
            steps.add(new ConnectionStep.Catalog(pool.getDefaultCatalog()));
        }
        if (pool.getInitSQL() != null) {
            steps.add(new ConnectionStep.Init(pool.getInitSQL()));
        }
        return steps;
    }
}
