// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import dev.migration.MigrationStatus.State;
import dev.migration.Migrator;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.execution.refusal.UnsupportedDatabaseException;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Which database is migrated, and on which connections. */
class MigrationDataSourcesTests extends EmptyDatabase {

    private static final String THINGS = "SELECT name FROM thing";
    private static final String SCHEMAS =
            "SELECT schemaname FROM pg_tables WHERE tablename IN ('thing', 'migration_revision') ORDER BY 1";

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withDataSource(database);
    }

    @Test
    void usesItsOwnUrlWithoutADataSource() {
        TestContexts.withoutDataSource()
                .withPropertyValues(TestContexts.connection("migration", database))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.strings(database, THINGS)).isNotEmpty();
                });
    }

    @Test
    void prefersItsOwnUrlToThatOfTheApplication() {
        PostgresDatabase other = database.createDatabase();
        runner.withPropertyValues(TestContexts.connection("migration", other)).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(Queries.strings(other, THINGS)).hasSize(1);
        });
    }

    @Test
    void migratesWithItsOwnRole() {
        String owner = "owner_" + database.name();
        Queries.execute(database, "CREATE ROLE " + owner + " LOGIN PASSWORD 'secret'");
        Queries.execute(database, "GRANT CREATE ON SCHEMA public TO " + owner);
        try {
            runner.withPropertyValues("migration.username=" + owner, "migration.password=secret")
                    .run(context -> assertThat(Queries.strings(
                                    database, "SELECT tableowner FROM pg_tables WHERE tablename = 'thing'"))
                            .containsExactly(owner));
        } finally {
            Queries.execute(database, "DROP OWNED BY " + owner + " CASCADE");
            Queries.execute(database, "DROP ROLE " + owner);
        }
    }

    @Test
    void migratesTheMarkedDataSource() {
        PostgresDatabase other = database.createDatabase();
        runner.withBean("other", PostgresDatabase.class, () -> other)
                .withUserConfiguration(MarkedDataSource.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.strings(other, THINGS)).hasSize(1);
                });
    }

    @Test
    void refusesToChooseBetweenDataSources() {
        TestContexts.withoutDataSource()
                .withBean("first", DataSource.class, database::dataSource)
                .withBean("second", DataSource.class, database::dataSource)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(MissingDataSourceException.class)
                        .hasMessageContaining("There are 2 DataSources")
                        .hasMessageContaining("@MigrationDataSource"));
    }

    @Test
    void needsNoConnectionOfThePool() {
        runner.withPropertyValues("spring.datasource.hikari.maximum-pool-size=1")
                .withBean(TakesTheOnlyConnection.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    context.getBean(Migrator.class).downgrade("a1");
                });
    }

    @Test
    void usesADataSourceWithUnknownUrlAsItIs() {
        TestContexts.withoutDataSource()
                .withBean(DataSource.class, () -> new DelegatingDataSource(database.dataSource()) {})
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.strings(database, THINGS)).isNotEmpty();
                });
    }

    @Test
    void usesTheSchemaOfThePool() {
        Queries.execute(database, "CREATE SCHEMA app");
        runner.withPropertyValues("spring.datasource.hikari.schema=app").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(Queries.strings(database, SCHEMAS)).containsExactly("app", "app");
        });
    }

    @Test
    void runsTheInitStatementOfThePool() {
        Queries.execute(database, "CREATE SCHEMA app");
        runner.withPropertyValues("spring.datasource.hikari.connection-init-sql=SET search_path = app")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.strings(database, SCHEMAS)).containsExactly("app", "app");
                });
    }

    @Test
    void usesTheApplicationsUserWithItsOwnUrl() {
        PostgresDatabase other = database.createDatabase();
        runner.withPropertyValues("migration.url=" + other.url()).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(TestContexts.status(context).state()).isEqualTo(State.UP_TO_DATE);
            assertThat(Queries.tables(database)).isEmpty();
        });
    }

    @Test
    void ignoresEmptyProperties() {
        runner.withPropertyValues("migration.url=", "migration.username=", "migration.schema=")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.strings(database, THINGS)).isNotEmpty();
                });
    }

    @Test
    void refusesAnotherProduct() {
        TestContexts.withoutDataSource(DataSourceAutoConfiguration.class)
                .withPropertyValues("spring.datasource.url=jdbc:h2:mem:other")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(UnsupportedDatabaseException.class)
                        .hasMessageContaining("H2")
                        .hasMessageContaining("@AutoConfigureTestDatabase(replace = NONE)"));
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedDataSource {

        @Bean(defaultCandidate = false)
        @MigrationDataSource
        DataSource marked(PostgresDatabase other) {
            return other.dataSource();
        }
    }

    static class TakesTheOnlyConnection {

        TakesTheOnlyConnection(HikariDataSource pool) throws SQLException {
            assertThat(pool.getConnection().isValid(1)).isTrue();
        }
    }
}
