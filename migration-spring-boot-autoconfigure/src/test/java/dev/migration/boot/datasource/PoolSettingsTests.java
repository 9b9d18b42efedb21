// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.migration.Migrator;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;

import static org.assertj.core.api.Assertions.assertThat;

/** The migration has the connection that the application would get from its pool, without the pool. */
class PoolSettingsTests extends EmptyDatabase {

    private static final String HIKARI = "com.zaxxer.hikari.HikariDataSource";
    private static final String TOMCAT = "org.apache.tomcat.jdbc.pool.DataSource";
    private static final String DBCP = "org.apache.commons.dbcp2.BasicDataSource";
    private static final String UCP = "oracle.ucp.jdbc.PoolDataSourceImpl";

    /** What a session has that a plain one of the same database and user does not have. */
    private static final String SESSION = "SELECT concat_ws(' ', current_user, session_user, current_database(),"
            + " (SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings"
            + " WHERE source IN ('session', 'client')))";

    private static final String SCHEMAS = "SELECT DISTINCT schemaname FROM pg_tables"
            + " WHERE tablename IN ('thing', 'migration_revision', 'migration_history')";

    @BeforeEach
    void createSchema() {
        Queries.execute(database, "CREATE SCHEMA app");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                HIKARI + "|hikari.connection-init-sql=SET search_path = app",
                HIKARI + "|hikari.schema=app",
                HIKARI + "|hikari.data-source-properties.currentSchema=app",
                HIKARI + "|hikari.data-source-properties.options=-c search_path=app",
                TOMCAT + "|tomcat.init-s-q-l=SET search_path = app",
                TOMCAT + "|tomcat.connection-properties=currentSchema=app",
                DBCP + "|dbcp2.connection-init-sqls=SET search_path = public;SET search_path = app",
                DBCP + "|dbcp2.connection-properties=currentSchema=app",
                DBCP + "|dbcp2.default-schema=app",
                UCP + "|url=URL?currentSchema=app"
            })
    void theSchemaOfThePoolIsMigrated(String pool, String setting) {
        runner(pool)
                .withPropertyValues("spring.datasource."
                        + setting.replace(';', ',').replace("URL?", withQuestionMark(database.url())))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.strings(database, SCHEMAS)).containsExactly("app");
                    assertThatSessionsAreEqual(context);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                HIKARI + "|hikari.transaction-isolation=TRANSACTION_SERIALIZABLE",
                HIKARI + "|hikari.data-source-properties.ApplicationName=shop",
                HIKARI + "|hikari.connection-init-sql=SET work_mem = '9MB'",
                TOMCAT + "|tomcat.default-transaction-isolation=8",
                TOMCAT + "|tomcat.connection-properties=ApplicationName=shop",
                TOMCAT + "|tomcat.init-s-q-l=SET work_mem = '9MB'",
                DBCP + "|dbcp2.default-transaction-isolation=8",
                DBCP + "|dbcp2.connection-properties=ApplicationName=shop",
                DBCP + "|dbcp2.connection-init-sqls=SET work_mem = '9MB'",
                UCP + "|oracleucp.connection-factory-properties.ApplicationName=shop"
            })
    void theSessionIsThatOfThePool(String pool, String setting) {
        runner(pool).withPropertyValues("spring.datasource." + setting).run(context -> {
            assertThat(context).hasNotFailed();
            assertThatSessionsAreEqual(context);
        });
    }

    @ParameterizedTest
    @CsvSource({HIKARI + ",hikari.read-only", TOMCAT + ",tomcat.default-read-only", DBCP + ",dbcp2.default-read-only"})
    void aReadOnlyPoolIsNotWrittenTo(String pool, String setting) {
        runner(pool)
                .withPropertyValues("spring.datasource." + setting + "=true")
                .run(context -> {
                    assertThat(context).getFailure().rootCause().hasMessageContaining("read-only");
                    assertThat(Queries.strings(database, SCHEMAS)).isEmpty();
                });
    }

    @Test
    void aLoginOfTheMigrationWritesAlthoughThePoolIsReadOnly() {
        runner(HIKARI)
                .withPropertyValues(
                        "spring.datasource.hikari.read-only=true",
                        "migration.username=" + database.username(),
                        "migration.password=" + database.password())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.strings(database, SCHEMAS)).containsExactly("public");
                });
    }

    @ParameterizedTest
    @CsvSource({HIKARI + ",hikari", DBCP + ",dbcp2", TOMCAT + ",tomcat", UCP + ",oracleucp"})
    void aLoginOfTheMigrationReplacesThatOfTheUrl(String pool, String prefix) {
        String owner = "owner_" + database.name();
        Queries.execute(database, "CREATE ROLE " + owner + " LOGIN PASSWORD 'p&w'");
        Queries.execute(database, "GRANT CREATE ON SCHEMA public TO " + owner);
        try {
            runner(pool)
                    .withPropertyValues(
                            "spring.datasource.url=" + withQuestionMark(database.url()) + "user=" + database.username()
                                    + "&password=" + database.password(),
                            "migration.username=" + owner,
                            "migration.password=p&w")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(Queries.strings(
                                        database, "SELECT tableowner FROM pg_tables WHERE tablename = 'thing'"))
                                .containsExactly(owner);
                    });
        } finally {
            Queries.execute(database, "DROP OWNED BY " + owner + " CASCADE");
            Queries.execute(database, "DROP ROLE " + owner);
        }
    }

    @Test
    void aPoolThatCreatesADataSourceItselfIsRead() {
        TestContexts.withoutDataSource(org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration.class)
                .withBean(DataSource.class, () -> {
                    var pool = new com.zaxxer.hikari.HikariDataSource();
                    pool.setMaximumPoolSize(1);
                    pool.setConnectionTimeout(1000);
                    pool.setDataSourceClassName("org.postgresql.ds.PGSimpleDataSource");
                    pool.addDataSourceProperty("url", database.url());
                    pool.addDataSourceProperty("user", database.username());
                    pool.addDataSourceProperty("password", database.password());
                    pool.addDataSourceProperty("currentSchema", "app");
                    return pool;
                })
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    try (Connection only = context.getBean(DataSource.class).getConnection()) {
                        context.getBean(Migrator.class).downgrade("a1");
                        assertThat(only.isValid(1)).isTrue();
                    }
                    assertThat(Queries.strings(database, SCHEMAS)).containsExactly("app");
                });
    }

    private static String withQuestionMark(String url) {
        return url + (url.contains("?") ? "&" : "?");
    }

    private ApplicationContextRunner runner(String pool) {
        ApplicationContextRunner runner =
                TestContexts.withDataSource(database).withPropertyValues("spring.datasource.type=" + pool);
        return pool.equals(UCP)
                ? runner.withPropertyValues(
                        "spring.datasource.oracleucp.connection-factory-class-name=org.postgresql.ds.PGSimpleDataSource")
                : runner;
    }

    private static void assertThatSessionsAreEqual(AssertableApplicationContext context) throws SQLException {
        DataSource pool = context.getBean(DataSource.class);
        DataSource migration = context.getBean(Migrator.class).dataSource();
        assertThat(session(migration)).isEqualTo(session(pool));
    }

    private static List<String> session(DataSource source) throws SQLException {
        List<String> session = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SESSION)) {
            row.next();
            session.addAll(Stream.of(row.getString(1).split(" ")).toList());
            session.add("read-only " + connection.isReadOnly());
            session.add("isolation " + connection.getTransactionIsolation());
        }
        return session;
    }
}
