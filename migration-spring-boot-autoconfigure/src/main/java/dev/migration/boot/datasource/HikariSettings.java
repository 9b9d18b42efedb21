// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import com.zaxxer.hikari.util.PropertyElf;
import com.zaxxer.hikari.util.UtilityElf;

import dev.migration.boot.datasource.ConnectionSettings.Login;
import dev.migration.boot.datasource.ConnectionSettings.Target;

/** Reads from HikariCP how it opens its connections. */
final class HikariSettings {

    private HikariSettings() {}

    static boolean knows(DataSource dataSource) {
        return dataSource instanceof HikariDataSource && OwnConnections.of(dataSource, HikariDataSource.class);
    }

    /** Returns empty if the pool looks its connections up in JNDI. */
    static Optional<ConnectionSettings> of(DataSource dataSource) {
        HikariDataSource pool = (HikariDataSource) dataSource;
        Target target = target(pool);
        return target.url() == null && target.source() == null
                ? Optional.empty()
                : Optional.of(new ConnectionSettings(target, login(pool), pool.getDataSourceProperties(), steps(pool)));
    }

    private static Target target(HikariDataSource pool) {
        DataSource source = pool.getDataSource();
        if (source != null) {
            return new Target(null, null, source);
        }
        if (pool.getDataSourceClassName() != null) {
            source = UtilityElf.createInstance(pool.getDataSourceClassName(), DataSource.class);
            PropertyElf.setTargetFromProperties(source, pool.getDataSourceProperties());
            return new Target(PoolSettings.urlOf(source), null, source);
        }
        return new Target(pool.getJdbcUrl(), pool.getDriverClassName(), null);
    }

    /** The login that the pool uses for its next connection: providers and MXBeans change it while the pool runs. */
    private static Login login(HikariDataSource pool) {
        HikariCredentialsProvider provider = pool.getCredentialsProvider();
        Credentials credentials = provider == null ? null : provider.getCredentials();
        return credentials == null
                ? new Login(pool.getUsername(), pool.getPassword())
                : new Login(credentials.getUsername(), credentials.getPassword());
    }

    private static List<ConnectionStep> steps(HikariDataSource pool) {
        List<ConnectionStep> steps = new ArrayList<>();
        if (pool.isReadOnly()) {
            steps.add(new ConnectionStep.ReadOnly());
        }
        if (pool.getTransactionIsolation() != null) {
            steps.add(new ConnectionStep.Isolation(UtilityElf.getTransactionIsolation(pool.getTransactionIsolation())));
        }
        if (pool.getCatalog() != null) {
            steps.add(new ConnectionStep.Catalog(pool.getCatalog()));
        }
        if (pool.getSchema() != null) {
            steps.add(new ConnectionStep.Schema(pool.getSchema()));
        }
        if (pool.getConnectionInitSql() != null) {
            steps.add(new ConnectionStep.Init(pool.getConnectionInitSql()));
        }
        return steps;
    }
}
