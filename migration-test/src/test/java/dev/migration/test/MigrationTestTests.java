// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.schema.model.SchemaModel;
import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@MigrationTest(locations = "classpath:dev/migration/test/tickets", variables = "priority=normal")
class MigrationTestTests {

    @Test
    void rowsOfAnOlderRevisionAreMigrated(Migrations migrations) {
        migrations
                .at("a1")
                .insert("tickets", Map.of("title", "printer", "status", "closed"), Map.of("title", "a:b ?"))
                .upgradeTo("b1")
                .assertThat("SELECT title, status::text, priority FROM tickets WHERE id > ? ORDER BY id", 0)
                .containsExactly(
                        Map.of("title", "PRINTER", "status", "closed", "priority", "normal"),
                        Map.of("title", "A:B ?", "status", "open", "priority", "normal"));
    }

    @Test
    void aDatabaseSaysWhereItIsAndWhatItHas(Migrations migrations) {
        MigratedDatabase database = migrations.atHeads();

        database.assertThat()
                .isAt("b1")
                .hasNothingPending()
                .hasTables("tickets", "public.open_tickets")
                .hasNoTables("users")
                .hasColumns("tickets", "id", "title")
                .hasNoColumns("tickets", "name")
                .hasColumn("tickets", "title", "character varying(100)")
                .hasNotNullColumn("tickets", "title")
                .hasNullableColumn("tickets", "priority")
                .hasDefault("tickets", "priority", "'normal'::text")
                .hasIndexes("tickets", "tickets_status_idx")
                .hasConstraints("tickets", "tickets_title_check");
        database.downgradeTo("a1").assertThat().isAt("a1").hasNoColumns("tickets", "priority");
    }

    @Test
    void whatADatabaseHasNotIsAnError(Migrations migrations) {
        MigratedDatabaseAssert database = migrations.at("a1").assertThat();

        assertThatThrownBy(() -> database.isAt("b1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a1");
        assertThatThrownBy(database::hasNothingPending)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("b1");
        assertThatThrownBy(() -> database.hasTables("users"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("users");
        assertThatThrownBy(() -> database.hasNoTables("tickets")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> database.hasColumns("tickets", "priority")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> database.hasColumn("tickets", "title", "text")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> database.hasNullableColumn("tickets", "title")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> database.hasDefault("tickets", "title", "''::text"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> database.hasIndexes("tickets", "tickets_status_idx"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> database.hasConstraints("tickets", "tickets_title_check"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void generatedRowsAreMigratedWithinALimit(Migrations migrations) {
        MigratedDatabase database = migrations
                .at("a1")
                .generate("tickets", 10_000, Map.of("title", "'ticket ' || i", "status", "'open'"))
                .upgradeTo("b1", Duration.ofMinutes(5));

        database.assertThat("SELECT count(*) FROM tickets WHERE title LIKE 'TICKET %'")
                .containsExactly(Map.of("count", 10_000L));
        assertThatThrownBy(() -> migrations.at("a1").upgradeTo("b1", Duration.ZERO))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("upgrade to b1");
    }

    @Test
    void eachDatabaseIsACopyWithItsOwnRows(Migrations migrations) {
        MigratedDatabase first = migrations.at("a1").sql("INSERT INTO tickets (title) VALUES ('x'); SELECT ':name'");
        MigratedDatabase second = migrations.at("a1");

        first.assertThat("SELECT title FROM tickets").hasSize(1);
        second.assertThat("SELECT title FROM tickets").isEmpty();
        assertThat(first.jdbc()
                        .sql("SELECT current_database()")
                        .query(String.class)
                        .single())
                .isNotEqualTo(second.jdbc()
                        .sql("SELECT current_database()")
                        .query(String.class)
                        .single());
    }

    @Test
    void databasesAreDroppedAfterTheTest(Migrations unused) {
        String name;
        try (Migrations migrations = new Migrations(unused.empty().migrator())) {
            name = migrations
                    .atHeads()
                    .jdbc()
                    .sql("SELECT current_database()")
                    .query(String.class)
                    .single();
        }

        JdbcClient server = JdbcClient.create(
                PostgresServer.shared().createDatabase("dropped").dataSource());
        assertThat(server.sql("SELECT count(*) FROM pg_database WHERE datname = ?")
                        .param(name)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Nested
    class Checks implements RevisionChecks, ModelCheck {

        @Override
        public SchemaModel model() {
            return new TicketSchema();
        }

        /** b1 writes the titles in capital letters. */
        @Override
        public Set<String> mayLoseRows() {
            return Set.of("b1");
        }
    }

    /** The table "Coming from pytest and Alembic" in docs/testing.md. */
    @MigrationTest(locations = "classpath:dev/migration/test/branches")
    @Nested
    class LikeATestClassOfAnAlembicProject {

        @Test
        void everyLineHasACounterpart(Migrations migrations) {
            MigratedDatabase database = migrations.empty().upgradeTo("heads").upgradeTo("heads");

            database.assertThat().hasTables("t").isAt("x", "y").hasNothingPending();
            database.insert("t", Map.of("v", "printer"))
                    .assertThat("SELECT count(*) AS n FROM t")
                    .containsExactly(Map.of("n", 1L));
            database.downgradeTo("base").assertThat().hasNoTables("t");
        }
    }

    @Nested
    class InANestedClass {

        @Test
        void theAnnotationIsThatOfTheOuterClass(Migrations migrations) {
            migrations.at("a1").assertThat().isAt("a1");
        }
    }
}
