// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;

/** Runs the commands of {@code docs/commands.md}, on a server that the installed pg_dump can dump. */
class CommandsPageTests {

    @TempDir
    static Path servers;

    @RegisterExtension
    static final InstalledServer SERVER = new InstalledServer(() -> servers);

    private static final String TICKETS = "CREATE TABLE tickets (id bigint PRIMARY KEY, title text);";
    private static final String PRIORITY = "ALTER TABLE tickets ADD COLUMN priority text DEFAULT 'normal';";

    @TempDir
    Path folder;

    private int folders;

    @Test
    void everyCommandPrintsTheOutputOfThePage() throws Exception {
        PageTerminal session = terminal();
        PageTerminal deployed = terminal();
        PageTerminal accepted = terminal();
        PageTerminal baseline = terminal();
        PageTerminal offline = terminal();
        PageTerminal written = terminal();
        PageTerminal saved = terminal();
        PageTerminal redone = terminal();

        new DocumentationPage(Path.of("../docs/commands.md"))
                .scene("migration init --rev-id e0b1d2", () -> session)
                .scene("migration upgrade b2d4e5", () -> filled(session))
                .scene(
                        "migration deploy --connect-for 60s --backup backups --time-limit 10min",
                        () -> at(deployed, "a1f0c3", "b2d4e5", "create tickets", "c3e5f6", "add ticket priority"))
                .scene("migration deploy --backup backups; echo $?", () -> failing(deployed))
                .scene(
                        "migration plan --out plan.json",
                        () -> at(saved, "a1f0c3", "b2d4e5", "create tickets", "c3e5f6", "add ticket priority"))
                .scene("migration accept b2d4e5 --tag 'made by hand, see OPS-12'", () -> edited(accepted))
                .scene("migration init --from-db --rev-id f0f0f0", () -> existing(baseline))
                .scene("migration redo", () -> redone(redone))
                .scene("tail -1 migration.properties", () -> hooked(written))
                .scene("migration upgrade a1f0c3:heads --sql --output up.txt", () -> two(offline))
                .scene("migration upgrade a1f0c3:heads --sql --plain", () -> offline)
                .scene("migration upgarde", () -> session)
                .scene("migration upgrade --json", () -> session)
                .check();
    }

    private PageTerminal terminal() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("shop" + ++folders));
        PostgresDatabase database = SERVER.createDatabase("page" + folders);
        return PageTerminal.of(directory, database);
    }

    /** Writes SQL into the files that the commands before have written. */
    private static PageTerminal filled(PageTerminal session) throws IOException {
        fill(session, "a1f0c3", TICKETS, "DROP TABLE tickets;");
        fill(session, "b2d4e5", PRIORITY, "ALTER TABLE tickets DROP COLUMN priority;");
        fill(session, "c3e5f6", "CREATE TABLE reports (id bigint PRIMARY KEY);", "DROP TABLE reports;");
        return session;
    }

    private static void fill(PageTerminal session, String id, String upgrade, String downgrade) throws IOException {
        Path revisions = session.jar().directory().resolve("revisions");
        try (var files = Files.list(revisions)) {
            Path file = files.filter(name -> name.toString().contains("_" + id + "_"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace("-- @upgrade\n", "-- @upgrade\n" + upgrade + "\n")
                            .replace("-- @downgrade\n", "-- @downgrade\n" + downgrade + "\n"));
        }
    }

    private static String revision(String id, String message, String revises, String sections) {
        return "-- " + message + "\n-- @revision " + id + "\n"
                + (revises.isEmpty() ? "" : "-- @revises " + revises + "\n") + "\n" + sections;
    }

    /** A database at the first of three revisions. */
    private static PageTerminal at(PageTerminal shop, String first, String... pending) throws Exception {
        shop.write("revisions/" + first + ".sql", revision(first, "begin", "", "-- @upgrade\n-- @downgrade\n"));
        shop.jar().run("upgrade").well();
        return shop.write(
                        "revisions/" + pending[0] + ".sql",
                        revision(pending[0], pending[1], first, sections(TICKETS, "DROP TABLE tickets;")))
                .write(
                        "revisions/" + pending[2] + ".sql",
                        revision(
                                pending[2],
                                pending[3],
                                pending[0],
                                sections(PRIORITY, "ALTER TABLE tickets DROP priority;")));
    }

    private static String sections(String upgrade, String downgrade) {
        return "-- @upgrade\n" + upgrade + "\n\n-- @downgrade\n" + downgrade + "\n";
    }

    private static PageTerminal failing(PageTerminal shop) throws IOException {
        return shop.write(
                        "revisions/d4f6a7.sql",
                        revision(
                                "d4f6a7",
                                "create reports",
                                "c3e5f6",
                                sections("CREATE TABLE reports (id bigint);", "DROP TABLE reports;")))
                .write(
                        "revisions/e5a7b8.sql",
                        revision(
                                        "e5a7b8",
                                        "require a priority",
                                        "d4f6a7",
                                        "-- @upgrade\nALTER TABLE tickets ALTER COLUMN priorty SET NOT NULL;\n")
                                .replace("\n\n-- @upgrade", "\n-- @upgrade"));
    }

    private static PageTerminal edited(PageTerminal shop) throws Exception {
        String header = "-- create tickets\n-- @revision b2d4e5\n\n-- @upgrade\n";
        shop.write("revisions/b2d4e5.sql", header + TICKETS + "\n");
        shop.jar().run("upgrade").well();
        return shop.write("revisions/b2d4e5.sql", header + TICKETS.replace("title text", "title varchar(200)") + "\n");
    }

    private static PageTerminal existing(PageTerminal shop) throws Exception {
        SERVER.run(shop.database(), "psql", "-q", "-c", TICKETS);
        return shop;
    }

    private static PageTerminal hooked(PageTerminal shop) throws IOException {
        shop.jar().run("init", "--rev-id", "a1").well();
        Path settings = shop.jar().directory().resolve("migration.properties");
        Files.writeString(
                settings,
                Files.readString(settings)
                        + "migration.authoring.post-write.mark=sed -i \"$ a -- formatted\" ${file}\n");
        return shop;
    }

    private static PageTerminal redone(PageTerminal shop) throws Exception {
        shop.write(
                        "revisions/a1f0c3.sql",
                        revision("a1f0c3", "create tickets", "", sections(TICKETS, "DROP TABLE tickets;")))
                .write(
                        "revisions/b2d4e5.sql",
                        revision(
                                "b2d4e5",
                                "add ticket priority",
                                "a1f0c3",
                                sections(PRIORITY, "ALTER TABLE tickets DROP COLUMN priority;")));
        shop.jar().run("upgrade").well();
        return shop;
    }

    private static PageTerminal two(PageTerminal shop) throws IOException {
        return shop.write(
                        "revisions/a1f0c3.sql",
                        revision("a1f0c3", "create tickets", "", sections(TICKETS, "DROP TABLE tickets;")))
                .write(
                        "revisions/2026-11-21_b2d4e5_add_ticket_priority.sql",
                        revision("b2d4e5", "add ticket priority", "a1f0c3", "-- @upgrade\n" + PRIORITY + "\n"));
    }
}
