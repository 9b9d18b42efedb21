// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the import of {@code docs/coming-from-alembic.md} on a project that the real Alembic has migrated. */
@PostgresTest
class ComingFromAlembicPageTests {

    private static final Path PAGE = Path.of("../docs/coming-from-alembic.md");

    @TempDir
    Path directory;

    @Test
    void theImportPrintsTheOutputOfThePage(PostgresDatabase database) throws Exception {
        InstalledProgram.require(AlembicProject.canRun(), "the packages alembic and python3-psycopg2");
        database.reset();
        write(database).run("upgrade", "heads");
        PageTerminal terminal = PageTerminal.of(directory, database);

        new DocumentationPage(PAGE, "## Importing a project")
                .scene("migration import alembic --run --yes", () -> terminal)
                .check();

        assertThat(directory.resolve("revisions/eee5_message_eee5.sql"))
                .hasContent(DocumentedText.of(PAGE, "-- message eee5"));
    }

    private AlembicProject write(PostgresDatabase database) throws Exception {
        AlembicProject project = AlembicProject.empty(directory, database);
        revision(project, "aaa1", "down_revision = None", "    op.execute('CREATE TABLE t (a int, b int)')\n");
        revision(project, "bbb2", "down_revision = 'aaa1'\nbranch_labels = ('rep',)", "    pass\n");
        revision(project, "ccc3", "down_revision = 'aaa1'", "    pass\n");
        revision(project, "ddd4", "down_revision = ('bbb2', 'ccc3')", "    pass\n");
        project.revision("eee5", "message eee5", "down_revision = 'ddd4'", """
                    with op.get_context().autocommit_block():
                        op.execute('CREATE INDEX CONCURRENTLY ix ON t (b)')
                """, "    op.execute('DROP INDEX ix')\n");
        project.revision(
                "fff6",
                "second base",
                "down_revision = None\nbranch_labels = ('audit',)\ndepends_on = 'aaa1'",
                "    pass\n",
                "    pass\n");
        return project;
    }

    private static void revision(AlembicProject project, String id, String header, String up) throws Exception {
        project.revision(id, "message " + id, header, up, "    pass\n");
    }
}
