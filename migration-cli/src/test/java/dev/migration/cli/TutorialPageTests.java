// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows {@code docs/tutorial.md} as a new user does: every file comes from a command of the page. The build of the library and the
 * server, its first block, are those of this test.
 */
@PostgresTest
class TutorialPageTests {

    private static final Path PAGE = Path.of("../docs/tutorial.md");
    private static final Path README = Path.of("../README.md");

    @TempDir
    Path home;

    @Test
    void whoTypesOnlyWhatThePageSaysGetsItsOutput(PostgresDatabase database) throws Exception {
        database.reset();
        PageTerminal terminal = PageTerminal.of(home, database);
        PageTerminal shop = PageTerminal.of(home.resolve("shop"), database);
        String revisions = "cat > src/main/resources/db/revisions/";

        new DocumentationPage(PAGE)
                .scene("mkdir -p shop/src/main/resources/db/revisions", () -> terminal)
                .scene(revisions + "create_orders.sql <<'END'", () -> shop)
                .scene("migration upgrade", () -> shop)
                .scene(revisions + "add_order_status.sql <<'END'", () -> shop)
                .scene("migration upgrade #2", () -> shop)
                .scene("migration merge -m 'merge customers' --rev-id e5a7b8", () -> shop)
                .scene(revisions + "index_orders.sql <<'END'", () -> shop)
                .scene("sed -i.old 's/statsu/status/' src/main/resources/db/revisions/index_orders.sql", () -> shop)
                .scene("migration downgrade -1", () -> shop)
                .scene("cat > schema.sql <<'END'", () -> shop)
                .check();

        try (Stream<Path> scripts = Files.list(home.resolve("shop/src/main/resources/db/revisions"))) {
            assertThat(scripts).hasSize(6);
        }
        assertThat(Catalog.query(
                        database,
                        "SELECT column_name FROM information_schema.columns WHERE table_name = 'orders'"
                                + " ORDER BY ordinal_position"))
                .containsExactly("id", "placed_at", "status", "note", "total");
        assertThat(Catalog.query(database, "SELECT DISTINCT revision FROM migration_history ORDER BY revision"))
                .containsExactly("a7c9d0", "b2d4e5", "c0ffee", "d4f6a7", "e5a7b8", "f6b8c9");
    }

    @Test
    void itBeginsAsTheReadmeDoes() throws Exception {
        for (String first : List.of("-- Create orders.", "<dependency>")) {
            assertThat(DocumentedText.of(PAGE, first)
                            .replace("END\n", "\n")
                            .lines()
                            .takeWhile(line -> !line.startsWith("$ ")))
                    .containsAll(DocumentedText.of(README, first).lines().toList());
        }
        assertThat(README).content().contains("`mvn install -DskipTests`", "(docs/tutorial.md)");
        assertThat(PAGE).content().contains("\nmvn install -DskipTests\n");
    }
}
