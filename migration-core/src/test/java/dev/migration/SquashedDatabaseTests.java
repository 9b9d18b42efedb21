// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.revision.Revision;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Squashed revisions in databases that have none, some or all of the replaced revisions. */
@PostgresTest
class SquashedDatabaseTests {

    @TempDir
    Path folder;

    private PostgresDatabase database;

    @BeforeEach
    void writeHistory(PostgresDatabase postgres) throws IOException {
        postgres.reset();
        database = postgres;
        write("a", "");
        write("b", "-- @revises a");
        write("c", "-- @revises b");
    }

    @Test
    void emptyDatabaseAppliesTheSquashedRevision() throws IOException {
        squash();

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("s", "d");
        assertThat(tables()).containsExactly("d", "s");
    }

    @Test
    void databaseWithAllReplacedRevisionsContinues() throws IOException {
        migrator().upgrade("heads");
        squash();
        delete("a", "b", "c");

        assertThat(migrator().reader().status().state()).isEqualTo(MigrationStatus.State.PENDING);
        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b", "c", "d");
        assertThat(migrator().reader().status().state()).isEqualTo(MigrationStatus.State.UP_TO_DATE);
        assertThat(migrator().reader().status().current()).containsExactly("d");
    }

    @Test
    void revertingTheSquashedRevisionRevertsAllThatItReplaces() throws IOException {
        migrator().upgrade("heads");
        squash();
        delete("a", "b", "c");
        database.execute("CREATE TABLE s (id int)");

        migrator().downgrade("base");

        assertThat(applied()).isEmpty();
        assertThat(migrator().reader().status().pending())
                .extracting(Revision::id)
                .containsExactly("s", "d");
    }

    @Test
    void databaseWithSomeReplacedRevisionsAppliesTheOthers() throws IOException {
        migrator().upgrade("b");
        squash();

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b", "c", "d");
        assertThat(tables()).containsExactly("a", "b", "c", "d");
        assertThat(migrator().reader().status().state()).isEqualTo(MigrationStatus.State.UP_TO_DATE);
    }

    @Test
    void aDatabaseAmongThemIsRefusedWhenTheRestIsGone() throws IOException {
        migrator().upgrade("b");
        squash();
        delete("a", "b", "c");

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(refusal -> assertThat(refusal.fault())
                        .isEqualTo(new WalkFault.PartiallyReplaced("s", List.of("a", "b"), List.of("c"))));
        assertThat(applied()).containsExactly("a", "b");
    }

    @Test
    void anApplicationFromBeforeTheSquashKnowsWhatWasReplaced() throws IOException {
        squash();
        migrator().upgrade("heads");
        delete("s", "d");

        assertThat(migrator().reader().status().pending()).isEmpty();
        assertThat(migrator().reader().status().state()).isEqualTo(MigrationStatus.State.AHEAD);
    }

    private void squash() throws IOException {
        write("s", "-- @replaces a, b, c");
        write("d", "-- @revises c");
    }

    private void write(String id, String directive) throws IOException {
        Files.writeString(folder.resolve(id + ".sql"), """
                -- @revision %1$s
                %2$s
                -- @upgrade
                CREATE TABLE %1$s (id int);
                -- @downgrade
                DROP TABLE %1$s;
                """.formatted(id, directive));
    }

    private void delete(String... ids) throws IOException {
        for (String id : ids) {
            Files.delete(folder.resolve(id + ".sql"));
        }
    }

    private Migrator migrator() {
        return Migrator.builder()
                .dataSource(database.dataSource())
                .settings(MigrationSettings.defaults().toBuilder()
                        .locations("filesystem:" + folder)
                        .build())
                .build();
    }

    private List<String> applied() {
        return jdbc().sql("SELECT revision FROM migration_revision ORDER BY ordinal")
                .query(String.class)
                .list();
    }

    private List<String> tables() {
        return jdbc().sql("""
                        SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                          AND relname NOT LIKE 'migration%' ORDER BY 1""").query(String.class).list();
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }
}
