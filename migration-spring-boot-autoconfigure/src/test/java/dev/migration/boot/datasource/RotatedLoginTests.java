// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.MigrationStatus.State;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;

import static org.assertj.core.api.Assertions.assertThat;

/** A password that changes while the application runs, or that is not in the configuration. */
class RotatedLoginTests extends EmptyDatabase {

    private String role;

    @BeforeEach
    void createRole() {
        role = "rotated_" + database.name();
        Queries.execute(database, "CREATE ROLE " + role + " LOGIN PASSWORD 'first'");
        Queries.execute(database, "GRANT CREATE ON SCHEMA public TO " + role);
    }

    @AfterEach
    void dropRole() {
        Queries.execute(database, "DROP OWNED BY " + role + " CASCADE");
        Queries.execute(database, "DROP ROLE " + role);
    }

    @Test
    void theNextConnectionHasThePasswordThatThePoolHasNow() {
        HikariDataSource pool = pool();
        pool.setUsername(role);
        pool.setPassword("first");
        TestContexts.withoutDataSource().withBean(DataSource.class, () -> pool).run(context -> {
            assertThat(context).hasNotFailed();
            Queries.execute(database, "ALTER ROLE " + role + " PASSWORD 'second'");
            pool.getHikariConfigMXBean().setCredentials(Credentials.of(role, "second"));

            assertThat(TestContexts.status(context).state()).isEqualTo(State.UP_TO_DATE);
        });
    }

    @Test
    void theLoginComesFromTheProviderOfThePool() {
        AtomicReference<Credentials> login = new AtomicReference<>(Credentials.of(role, "first"));
        HikariDataSource pool = pool();
        pool.setCredentialsProvider(login::get);
        TestContexts.withoutDataSource().withBean(DataSource.class, () -> pool).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(owner()).isEqualTo(role);
            Queries.execute(database, "ALTER ROLE " + role + " PASSWORD 'second'");
            login.set(Credentials.of(role, "second"));

            assertThat(TestContexts.status(context).state()).isEqualTo(State.UP_TO_DATE);
        });
    }

    @Test
    void aLoginWithoutPasswordLeavesThePasswordToThePasswordFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("pgpass"), "*:*:*:" + role + ":first\n");
        TestContexts.withDataSource(database)
                .withSystemProperties("org.postgresql.pgpassfile=" + file)
                .withPropertyValues("migration.username=" + role, "migration.password=")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(owner()).isEqualTo(role);
                });
    }

    @Test
    void aServiceFileHasThePassword(@TempDir Path folder) throws IOException {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(database.url());
        Path file = Files.writeString(
                folder.resolve("service"),
                "[shop]\nhost=%s\nport=%d\ndbname=%s\npassword=first\n"
                        .formatted(server.getServerNames()[0], server.getPortNumbers()[0], server.getDatabaseName()));
        TestContexts.withoutDataSource()
                .withSystemProperties("org.postgresql.pgservicefile=" + file)
                .withPropertyValues("migration.url=jdbc:postgresql://?service=shop", "migration.username=" + role)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(owner()).isEqualTo(role);
                });
    }

    private HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        PGSimpleDataSource url = new PGSimpleDataSource();
        url.setUrl(database.url());
        url.setUser(null);
        url.setPassword(null);
        pool.setJdbcUrl(url.getURL());
        return pool;
    }

    private String owner() {
        return Queries.strings(database, "SELECT tableowner FROM pg_tables WHERE tablename = 'thing'")
                .get(0);
    }
}
