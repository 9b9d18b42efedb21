// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Imports projects that the real Alembic has migrated. */
class ImportAlembicTests extends AbstractImportTests {

    private AlembicProject alembic;

    @BeforeEach
    void writeProject() throws Exception {
        InstalledProgram.require(AlembicProject.canRun(), "the packages alembic and python3-psycopg2");
        alembic = AlembicProject.write(directory, database);
    }

    @Test
    void aProjectWithABranchAndAMergeContinuesHere() throws Exception {
        alembic.run("upgrade", "heads");
        List<String> byAlembic = Catalog.definitions(database);

        Shell.Ended imported = onDatabase.run("import", "alembic", "--run", "--yes");

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("6 revisions", "0 revisions and 0 repeatables pending.");
        assertThat(onDatabase.run("verify").exitCode()).isZero();
        assertThat(Catalog.query(database, "SELECT version_num FROM alembic_version ORDER BY 1"))
                .containsExactly("aud1tabc0006", "ixxxxabc0005");
        assertThat(shell.run("show", "m3rg3abc0004").out()).contains("abc123abc002", "rep001abc003");
        shell.writeNext("ixxxxabc0005");
        assertThat(onDatabase.run("upgrade").out()).contains("Applied next");
        Files.delete(directory.resolve("revisions/next.sql"));
        try (PostgresDatabase fresh = database.createDatabase()) {
            assertThat(shell.on(fresh).run("upgrade").err()).isEmpty();
            assertThat(Catalog.definitions(fresh)).isEqualTo(byAlembic).hasSizeGreaterThan(20);
            assertThat(shell.on(fresh).run("downgrade", "base").err()).isEmpty();
            assertThat(Catalog.definitions(fresh)).isEmpty();
        }
    }

    @Test
    void idsParentsLabelsAndTimesAreKept() throws Exception {
        Files.writeString(directory.resolve("up.sql"), alembic.run("upgrade", "base:heads", "--sql"));
        Files.writeString(directory.resolve("down.sql"), alembic.run("downgrade", "ixxxxabc0005:base", "--sql"));

        Shell.Ended imported =
                shell.run("import", "alembic", "--upgrade-sql", "up.sql", "--downgrade-sql", "down.sql", "--yes");

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(shell.read("revisions/abc123abc002_add_priority_it_s_urgent.sql"))
                .isEqualTo("""
                -- add "priority"; it's urgent
                --
                -- @revision   abc123abc002
                -- @revises    def456abc001
                -- @created    2025-01-15T10:32:00.123456Z

                -- @upgrade
                ALTER TABLE tickets ADD COLUMN priority SMALLINT DEFAULT '3';

                UPDATE tickets SET priority = 1 WHERE subject LIKE '100%';

                -- @downgrade
                ALTER TABLE tickets DROP COLUMN priority;
                """);
        assertThat(shell.read("revisions/rep001abc003_create_reports.sql"))
                .contains("-- @branch     reporting\n", "-- COMMIT; is not for functions");
        assertThat(shell.read("revisions/m3rg3abc0004_join.sql"))
                .contains("-- @revises    abc123abc002, rep001abc003\n")
                .endsWith("-- @upgrade\n\n-- @downgrade\n");
        assertThat(shell.read("revisions/ixxxxabc0005_index.sql"))
                .contains("-- @upgrade\nCREATE INDEX CONCURRENTLY ix_tickets_user ON tickets (user_id);\n")
                .doesNotContain("BEGIN", "COMMIT", "alembic_version");
        assertThat(shell.read("revisions/aud1tabc0006_audit.sql"))
                .contains("-- @branch     audit\n-- @depends-on def456abc001\n");
    }

    @Test
    void severalRowsAreStampedTogether() throws Exception {
        alembic.run("upgrade", "abc123abc002");
        alembic.run("upgrade", "rep001abc003");

        Shell.Ended imported = onDatabase.run("import", "alembic", "--run", "--yes");

        assertThat(imported.out())
                .contains("The database is at abc123abc002, rep001abc003; 3 revisions and 0 repeatables pending.");
        assertThat(onDatabase.run("upgrade").err()).isEmpty();
    }

    @Test
    void revisionsWithoutSqlNeedStandIns() throws Exception {
        alembic.run("upgrade", "heads");

        Shell.Ended refused = onDatabase.run("import", "alembic", "--yes");
        List<String> before = shell.files("revisions");
        Shell.Ended standIns = onDatabase.run("import", "alembic", "--stand-ins", "--yes");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "There is no SQL for revision 'abc123abc002'.", "There is no SQL for revision 'rep001abc003'.")
                .contains("--upgrade-sql", "--run", "--stand-ins");
        assertThat(before).isEmpty();
        assertThat(standIns.out()).contains("cannot be reverted", "0 revisions and 0 repeatables pending.");
    }

    @Test
    void allProblemsAreReportedTogether() throws Exception {
        alembic.run("upgrade", "heads");
        Files.delete(shell.folder().resolve("alembic/versions/2025/aud1tabc0006_audit.py"));
        Files.writeString(directory.resolve("alembic/versions/2025/helper.py"), "x = 1\n");
        Files.writeString(
                directory.resolve("alembic/versions/2025/named.py"), "revision = 'named'\ndown_revision = PARENT\n");
        Files.writeString(directory.resolve("alembic/versions/2025/none.py"), "revision = 'none'\n");
        Files.writeString(
                directory.resolve("alembic/versions/2025/latin.py"), "x = 'é'\n", StandardCharsets.ISO_8859_1);

        Shell.Ended refused = onDatabase.run("import", "alembic", "--upgrade-sql", "none.sql", "--yes");
        Shell.Ended broken =
                shell.run("import", "alembic", "--run", "--project", "alembic", "--versions", "alembic", "--yes");

        assertThat(refused.err())
                .contains(
                        "helper.py  The file assigns no string to 'revision'.",
                        "named.py  The file assigns to 'down_revision' neither strings nor None.",
                        "none.py  The file assigns to 'down_revision' neither strings nor None.",
                        "latin.py  The file is not UTF-8.",
                        "The database is at 'aud1tabc0006', and no file has this revision.",
                        "none.sql  The file cannot be read");
        assertThat(broken.err()).contains("alembic upgrade base:heads --sql  FAILED: No ");
        assertThat(shell.files("revisions")).isEmpty();
    }

    @Test
    void onlyARevisionThatNeedsADatabaseGetsAStandIn() throws Exception {
        alembic.revisionWithDatabase("bind0abc0007", "ixxxxabc0005");
        alembic.run("upgrade", "heads");

        Shell.Ended refused = onDatabase.run("import", "alembic", "--run", "--yes");
        Shell.Ended imported = onDatabase.run("import", "alembic", "--run", "--stand-ins", "--yes");

        assertThat(refused.err())
                .contains(
                        "bind0abc0007_needs_a_database.py  Alembic cannot print the SQL of revision 'bind0abc0007'",
                        "op.get_bind()")
                .doesNotContain("abc123abc002", "rep001abc003");
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("Revision bind0abc0007 has no SQL").doesNotContain("cannot be reverted");
        assertThat(shell.read("revisions/bind0abc0007_needs_a_database.sql")).contains("RAISE EXCEPTION");
        assertThat(shell.read("revisions/ixxxxabc0005_index.sql")).contains("CREATE INDEX CONCURRENTLY");
        assertThat(shell.read("revisions/m3rg3abc0004_join.sql")).endsWith("-- @upgrade\n\n-- @downgrade\n");
        assertThat(onDatabase.run("verify").exitCode()).isZero();
    }

    @Test
    void theFolderOfTheRevisionsIsThatOfTheSettingsFile() throws Exception {
        Files.move(directory.resolve("alembic/versions/2025"), directory.resolve("alembic/2025"));
        Files.delete(directory.resolve("alembic/versions"));
        Files.move(directory.resolve("alembic/2025"), directory.resolve("alembic/versions"));
        Files.move(directory.resolve("alembic"), directory.resolve("schema"));
        Path settings = directory.resolve("alembic.ini");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace("script_location = alembic", "script_location = %(here)s/schema")
                        .replaceAll("(?m)^version_locations.*$", ""));

        Shell.Ended imported = shell.run("import", "alembic", "--run", "--yes");

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("6 revisions");
    }
}
