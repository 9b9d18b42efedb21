// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Which databases are copies of the same template. */
@PostgresTest
class RevisionTemplatesTests {

    private static final List<String> HEADS = List.of("heads");

    @TempDir
    private Path folder;

    private PostgresDatabase database;

    @BeforeEach
    void writeRevision(PostgresDatabase unused) throws IOException {
        database = unused;
        write("a.sql", "-- @revision a\n-- @upgrade\nCREATE TABLE t (id int);\n");
        write("v.sql", "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;\n");
    }

    @Test
    void aMigratorThatHasNotParsedTheSameScriptsHasTheSameTemplate() {
        Migrator first = migrator();
        String template = template(first);

        assertThat(first.scriptsHash()).isPresent().isEqualTo(migrator().scriptsHash());
        assertThat(template(migrator())).isEqualTo(template);
    }

    @Test
    void aChangedRepeatableIsInTheNextDatabase() throws IOException {
        String before = template(migrator());
        write("v.sql", "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT 2 AS one;\n");

        try (PostgresDatabase changed = templates(migrator()).create("changed", HEADS)) {
            assertThat(one(changed, "SELECT one FROM v")).isEqualTo("2");
        }
        assertThat(template(migrator())).isNotEqualTo(before);
    }

    /** When the revision was applied in the template, which a copy says too. */
    private String template(Migrator migrator) {
        try (PostgresDatabase copy = templates(migrator).create("copy", HEADS)) {
            return one(copy, "SELECT at FROM migration_history WHERE revision = 'a'");
        }
    }

    private static String one(PostgresDatabase migrated, String query) {
        return JdbcClient.create(migrated.dataSource())
                .sql(query)
                .query(String.class)
                .single();
    }

    private static RevisionTemplates templates(Migrator migrator) {
        return new RevisionTemplates(PostgresServer.shared(), migrator);
    }

    private Migrator migrator() {
        return Migrator.builder()
                .dataSource(database.dataSource())
                .settings(MigrationSettings.builder()
                        .locations("filesystem:" + folder)
                        .build())
                .withoutListeners()
                .build();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
