// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Files;
import java.util.List;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes without SQL, for which an import writes stand-ins, and the SQL that replaces these later. */
class ImportStandInTests extends AbstractImportTests {

    private static final String STATEMENT = "(?s)-- This stands for [^\n]*\nDO .*?\\$stand_in\\$;\n";

    @Test
    void theSqlOfAnAlembicRevisionReplacesItsStandInOnEveryDatabase() throws Exception {
        InstalledProgram.require(AlembicProject.canRun(), "the packages alembic and python3-psycopg2");
        AlembicProject alembic = AlembicProject.write(directory, database);
        alembic.revisionWithDatabase("bind0abc0007", "ixxxxabc0005");
        alembic.run("upgrade", "heads");
        String[] command = {"import", "alembic", "--run", "--stand-ins", "--yes"};
        onDatabase.run(command).well();
        try (PostgresDatabase second = database.createDatabase();
                PostgresDatabase later = database.createDatabase();
                PostgresDatabase fresh = database.createDatabase()) {
            AlembicProject.write(directory, second).run("upgrade", "heads");
            shell.on(second).run(command).well();
            AlembicProject.write(directory, later).run("upgrade", "heads");

            replace("revisions/bind0abc0007_needs_a_database.sql", "UPDATE tickets SET priority = 2;\n");
            shell.writeNext("bind0abc0007");

            for (Shell shell : List.of(onDatabase, shell.on(second))) {
                shell.run("upgrade").well();
                shell.run("verify").well();
            }
            assertThat(shell.on(later)
                            .run("import", "alembic", "--run", "--yes")
                            .well()
                            .out())
                    .contains("Wrote 0 files.", "1 revision")
                    .doesNotContain("has no SQL");
            assertThat(shell.on(later).run(command).well().out()).contains("Wrote 0 files.");
            shell.on(later).run("upgrade").well();
            shell.on(fresh).run("upgrade").well();
        }
    }

    @Test
    void theSqlOfAMissingFlywayScriptReplacesItsStandIn() throws Exception {
        shell.write("sql/V1__a.sql", "CREATE TABLE tickets (id int);")
                .write("sql/V2__it's 100%_\\ of $stand_in$ b.sql", "CREATE TABLE b ();");
        migrate();
        Files.delete(directory.resolve("sql/V2__it's 100%_\\ of $stand_in$ b.sql"));
        onDatabase.run(flyway()).well();
        String file = "revisions/"
                + shell.files("revisions").stream()
                        .filter(name -> name.startsWith("v2"))
                        .findFirst()
                        .orElseThrow();
        String standIn = shell.read(file);

        replace(file, "CREATE TABLE b ();\n");
        shell.writeNext("v2");

        assertThat(onDatabase.run("verify").exitCode()).isEqualTo(3);
        assertThat(onDatabase.run("upgrade").well().out()).contains("Applied next");
        assertThat(onDatabase.run(flyway()).well().out()).contains("Wrote 0 files.");
        try (PostgresDatabase fresh = database.createDatabase()) {
            shell.on(fresh).run("upgrade").well();
            shell.write(file, standIn);
            shell.on(fresh).run("verify").well();
            shell.write(file, standIn.replaceFirst("(?s)DO .*", "CREATE TABLE c ();\n"));
            assertThat(shell.on(fresh).run("verify").exitCode()).isEqualTo(5);
        }
    }

    @Test
    void aStandInThatHasItsSqlInTheOtherToolNowIsDeletedFirst() throws Exception {
        shell.write("sql/V1__a.sql", "CREATE TABLE tickets (id int);").write("sql/V2__b.sql", "CREATE TABLE b ();");
        migrate();
        Files.delete(directory.resolve("sql/V2__b.sql"));
        onDatabase.run(flyway()).well();
        shell.write("sql/V2__b.sql", "CREATE TABLE b ();");

        Shell.Ended refused = onDatabase.run(flyway());
        Files.delete(directory.resolve("revisions/v2_b.sql"));
        Shell.Ended imported = onDatabase.run(flyway());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("v2_b.sql", "delete the file, and import again.");
        assertThat(imported.well().out()).contains("Wrote 1 file.");
        onDatabase.run("verify").well();
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(database.url(), database.username(), database.password())
                .locations("filesystem:" + directory.resolve("sql"))
                .load()
                .migrate();
    }

    private static String[] flyway() {
        return new String[] {"import", "flyway", "--flyway-location", "sql", "--stand-ins", "--yes"};
    }

    private void replace(String file, String sql) throws Exception {
        String text = shell.read(file);
        assertThat(text).containsPattern(STATEMENT);
        shell.write(file, text.replaceFirst(STATEMENT, sql));
    }
}
