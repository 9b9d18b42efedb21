// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedProxyFactoryBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import dev.migration.Migrator;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;

import static org.assertj.core.api.Assertions.assertThat;

/** Which connection the migration has if the application's DataSource is wrapped, or is no pool. */
class WrappedDataSourceTests extends EmptyDatabase {

    private static final String SCHEMAS = "SELECT DISTINCT schemaname FROM pg_tables"
            + " WHERE tablename IN ('thing', 'migration_revision', 'migration_history')";

    @BeforeEach
    void createSchema() {
        Queries.execute(database, "CREATE SCHEMA app");
    }

    static Stream<Named<UnaryOperator<DataSource>>> transparentProxies() {
        return Stream.of(
                Named.of("DelegatingDataSource", DelegatingDataSource::new),
                Named.of("LazyConnectionDataSourceProxy", LazyConnectionDataSourceProxy::new),
                Named.of("TransactionAwareDataSourceProxy", TransactionAwareDataSourceProxy::new),
                Named.of(
                        "datasource-proxy",
                        pool -> ProxyDataSourceBuilder.create(pool).countQuery().build()),
                Named.of(
                        "two of them",
                        pool -> new LazyConnectionDataSourceProxy(
                                ProxyDataSourceBuilder.create(pool).build())),
                Named.of("scoped proxy", WrappedDataSourceTests::scoped));
    }

    @ParameterizedTest
    @MethodSource("transparentProxies")
    void theMigrationNeedsNoConnectionOfAPoolBehindAProxy(UnaryOperator<DataSource> proxy) {
        HikariDataSource pool = pool(new HikariDataSource());
        pool.setConnectionInitSql("SET search_path = app");
        try (pool) {
            assertThatTheSchemaIsMigrated(proxy.apply(pool), pool, "app");
        }
    }

    static Stream<Named<UnaryOperator<DataSource>>> proxiesThatChangeTheSession() {
        return Stream.of(
                Named.of("subclass of DelegatingDataSource", SearchPathDataSource::new),
                Named.of("behind a transparent one", pool -> new DelegatingDataSource(new SearchPathDataSource(pool))),
                Named.of("advice", WrappedDataSourceTests::advised),
                Named.of("AbstractRoutingDataSource", pool -> routing(new SearchPathDataSource(pool))));
    }

    @ParameterizedTest
    @MethodSource("proxiesThatChangeTheSession")
    void theSessionIsThatOfTheProxy(UnaryOperator<DataSource> proxy) {
        HikariDataSource pool = pool(new HikariDataSource());
        pool.setMaximumPoolSize(2);
        try (pool) {
            assertThatTheSchemaIsMigrated(proxy.apply(pool), null, "app");
        }
    }

    @Test
    void theSessionIsThatOfASubclassOfThePool() {
        HikariDataSource pool = pool(new SearchPathPool());
        pool.setMaximumPoolSize(2);
        try (pool) {
            assertThatTheSchemaIsMigrated(pool, null, "app");
        }
    }

    @Test
    void theSessionIsThatOfADataSourceWithoutAPool() {
        PGSimpleDataSource ofDriver = new PGSimpleDataSource();
        ofDriver.setUrl(database.url());
        ofDriver.setUser(database.username());
        ofDriver.setPassword(database.password());
        ofDriver.setCurrentSchema("app");

        assertThatTheSchemaIsMigrated(ofDriver, null, "app");
    }

    @Test
    void theSessionIsThatOfADataSourceOfSpring() {
        SimpleDriverDataSource ofSpring =
                new SimpleDriverDataSource(new Driver(), database.url(), database.username(), database.password());
        Properties properties = new Properties();
        properties.setProperty("options", "-c search_path=app");
        ofSpring.setConnectionProperties(properties);

        assertThatTheSchemaIsMigrated(ofSpring, null, "app");
    }

    /** @param taken a pool of size 1, whose only connection is taken during a run; null for none */
    private void assertThatTheSchemaIsMigrated(
            DataSource source, @org.jspecify.annotations.Nullable DataSource taken, String schema) {
        TestContexts.withoutDataSource()
                .withBean(DataSource.class, () -> source)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.strings(database, SCHEMAS)).containsExactly(schema);
                    try (Connection held = taken == null ? null : taken.getConnection()) {
                        context.getBean(Migrator.class).downgrade("a1");
                        assertThat(held == null || held.isValid(1)).isTrue();
                    }
                });
    }

    private HikariDataSource pool(HikariDataSource pool) {
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(1000);
        return pool;
    }

    /** What {@code @RefreshScope} creates. */
    private static DataSource scoped(DataSource pool) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("pool", pool);
        ScopedProxyFactoryBean scoped = new ScopedProxyFactoryBean();
        scoped.setProxyTargetClass(false);
        scoped.setTargetBeanName("pool");
        scoped.setBeanFactory(beans);
        return (DataSource) Objects.requireNonNull(scoped.getObject());
    }

    private static DataSource advised(DataSource pool) {
        ProxyFactory factory =
                new ProxyFactory(DataSource.class, new org.springframework.aop.target.SingletonTargetSource(pool));
        factory.addAdvice((org.aopalliance.intercept.MethodInterceptor) invocation -> {
            Object result = invocation.proceed();
            return result instanceof Connection connection ? prepared(connection) : result;
        });
        return (DataSource) factory.getProxy();
    }

    private static DataSource routing(DataSource pool) {
        AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {

            @Override
            protected Object determineCurrentLookupKey() {
                return "here";
            }
        };
        routing.setTargetDataSources(Map.of("here", pool));
        routing.afterPropertiesSet();
        return routing;
    }

    private static Connection prepared(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = app");
        }
        return connection;
    }

    static class SearchPathDataSource extends DelegatingDataSource {

        SearchPathDataSource(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return prepared(super.getConnection());
        }
    }

    static class SearchPathPool extends HikariDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            return prepared(super.getConnection());
        }
    }
}
