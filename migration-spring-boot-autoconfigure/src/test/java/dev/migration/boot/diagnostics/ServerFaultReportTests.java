// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.diagnostics;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.testing.DataSourceWithoutUrl;
import dev.migration.boot.testing.DatabaseConnectionDetails;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PgBouncer;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The failure reports about the server, a pooler in front of it, and the content of the database. */
@ExtendWith(OutputCaptureExtension.class)
class ServerFaultReportTests extends EmptyDatabase {

    @TempDir
    private Path folder;

    @Test
    void aServerThatIsTooOldIsReported(CapturedOutput output) {
        start(Old.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The server is PostgreSQL 13.22; version 14 or newer is required.")
                .contains("Upgrade the server.");
        assertThat(Queries.tables(database)).isEmpty();
    }

    @Test
    void aPoolerThatSharesSessionsIsReported(CapturedOutput output) throws Exception {
        InstalledProgram.require(PgBouncer.program().isPresent(), "PgBouncer (Debian package pgbouncer)");
        script("a", "CREATE TABLE a (id int)");
        script("b", "VACUUM");
        try (PgBouncer bouncer = PgBouncer.start(database, "transaction", 2)) {
            start(Pooled.class, Map.of("pooled", bouncer.dataSource()));
        }

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("a pooler that assigns a different server session to each transaction")
                .contains("do not run in one transaction: b.")
                .contains("Connect the migration to the server directly: migration.url");
    }

    @Test
    void anIndexThatCannotBeBuiltIsReportedAndRemoved(CapturedOutput output) throws IOException {
        Queries.execute(database, "CREATE TABLE t (n int)");
        Queries.execute(database, "INSERT INTO t VALUES (1), (1)");
        script("a", "CREATE UNIQUE INDEX CONCURRENTLY ix ON t (n)");

        start(Application.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("could not create unique index \"ix\" (SQLSTATE 23505)")
                .contains("Key (n)=(1) is duplicated.")
                .contains("Start again: it continues with the next segment.");
        assertThat(Queries.strings(database, "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"))
                .isEmpty();

        Queries.execute(database, "DELETE FROM t");
        start(Application.class);

        assertThat(Queries.strings(database, "SELECT indexname FROM pg_indexes WHERE tablename = 't'"))
                .containsExactly("ix");
    }

    @Test
    void aDatabaseThatDoesNotExistIsReported(CapturedOutput output) {
        start(
                Application.class,
                Map.of(),
                "spring.datasource.url=" + database.url().replace(database.name(), "no_such"));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("database \"no_such\" does not exist (SQLSTATE 3D000)")
                .contains("Create the database, or correct its name in the URL.");
    }

    @Test
    void aWrongPasswordIsReported(CapturedOutput output) {
        start(Application.class, Map.of(), "spring.datasource.username=nobody_" + database.name());

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(TestContexts.adviceForAnUnknownUser(database));
    }

    @Test
    void detailAndHintOfTheServerAreReported(CapturedOutput output) throws IOException {
        script("a", "DO $$ BEGIN RAISE EXCEPTION 'no' USING DETAIL = 'the detail', HINT = 'the hint'; END $$");

        start(Application.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("the detail")
                .contains("the hint");
    }

    @Test
    void aDatabaseThatIsAheadIsNoFailure(CapturedOutput output) throws IOException {
        script("a", "CREATE TABLE a (id int)");
        Path newer = folder.resolve("b.sql");
        Files.writeString(newer, "-- @revision b\n-- @revises a\n-- @upgrade\nCREATE TABLE b (id int);\n");
        start(Application.class);
        Files.delete(newer);

        start(Application.class);

        assertThat(output).doesNotContain("APPLICATION FAILED TO START");
        assertThat(Queries.tables(database)).contains("a", "b");
    }

    @Test
    void noDataSourceAtAllIsReported(CapturedOutput output) {
        start(WithoutDataSource.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("There is no DataSource to migrate.")
                .contains("set migration.url, migration.username and migration.password");
    }

    private void start(Class<?> application) {
        start(application, Map.of());
    }

    private void start(Class<?> application, Map<String, Object> beans, String... properties) {
        ApplicationStart start = ApplicationStart.withDataSource(database);
        if (Files.exists(folder.resolve("a.sql"))) {
            start.properties("migration.locations=filesystem:" + folder);
        }
        beans.forEach(start::bean);
        start.properties(properties).run(application);
    }

    private void script(String id, String sql) throws IOException {
        Files.writeString(folder.resolve(id + ".sql"), "-- @revision " + id + "\n-- @upgrade\n" + sql + ";\n");
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, MigrationAutoConfiguration.class})
    static class Application {}

    /** The test registers the only DataSource. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MigrationAutoConfiguration.class)
    static class Pooled {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MigrationAutoConfiguration.class)
    static class WithoutDataSource {

        @Bean
        JdbcConnectionDetails details(PostgresDatabase database) {
            return new DatabaseConnectionDetails(database);
        }
    }

    /** A DataSource whose server reports an old version. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MigrationAutoConfiguration.class)
    static class Old {

        @Bean
        DataSource old(PostgresDatabase database) {
            return new DataSourceWithoutUrl(database) {

                @Override
                public Connection getConnection() throws SQLException {
                    Connection connection = super.getConnection();
                    DatabaseMetaData old = answering(
                            DatabaseMetaData.class,
                            connection.getMetaData(),
                            Map.of("getDatabaseMajorVersion", 13, "getDatabaseProductVersion", "13.22"));
                    return answering(Connection.class, connection, Map.of("getMetaData", old));
                }
            };
        }

        private static <T> T answering(Class<T> type, T original, Map<String, Object> answers) {
            Object proxy =
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        if (answers.containsKey(method.getName())) {
                            return answers.get(method.getName());
                        }
                        try {
                            return method.invoke(original, arguments);
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        }
                    });
            return type.cast(proxy);
        }
    }
}
