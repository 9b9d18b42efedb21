// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.assertj.core.api.Assertions.assertThat;

/** verify --from, with the program git. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class ReleaseCommandTests extends AbstractGitTests {

    private static final String USERS = "CREATE TABLE users (id int PRIMARY KEY, name text);";

    private void revision(String id, String parent, String upgrade) throws IOException {
        shell.write("revisions/" + id + ".sql", script(id, parent, upgrade));
    }

    private static String script(String id, String parent, String upgrade) {
        return "-- @revision " + id + "\n" + (parent.isEmpty() ? "" : "-- @revises " + parent + "\n") + "-- @upgrade\n"
                + upgrade + "\n";
    }

    private void release(String tag) throws IOException, InterruptedException {
        git("init", "-q");
        commit(tag);
        git("tag", tag);
    }

    private Shell.Ended verify(String... arguments) {
        List<String> all = new ArrayList<>(List.of("verify"));
        all.addAll(Arrays.asList(arguments));
        return onDatabase.run(PATH, all.toArray(String[]::new));
    }

    @Test
    void anUpgradeFromATagLeadsToTheSchemaOfAFreshInstall() throws Exception {
        revision("a1", "", USERS);
        release("v1.0");
        revision("b1", "a1", "ALTER TABLE users ADD COLUMN email text; UPDATE users SET name = upper(name);");
        release("v1.1");
        revision("c1", "b1", "CREATE INDEX users_email ON users (email);");

        Shell.Ended verify = verify("--from", "v1.0", "--from", "v1.1");

        assertThat(verify.exitCode()).as(verify.err()).isZero();
        assertThat(verify.out())
                .contains(
                        "v1.0: the upgrade changes values: public.users: name differs in 2 of 3 rows",
                        "v1.0: the upgrade leaves the schema of a fresh install, and keeps the rows (3 generated rows).",
                        "v1.1: the upgrade leaves the schema of a fresh install");
        assertThat(shell.files("revisions")).containsExactly("a1.sql", "b1.sql", "c1.sql");
    }

    @Test
    void aFaultOfAReleaseNamesTheFileOfTheRelease() throws Exception {
        revision("a1", "", USERS);
        shell.write("revisions/b1.sql", "-- @revision b1\n-- @revises a1\n-- @upgrad\n");
        release("v1.0");
        revision("b1", "a1", "SELECT 1;");

        assertThat(verify("--from", "v1.0").err())
                .contains("v1.0:revisions/b1.sql:3")
                .doesNotContain("scripts0");
    }

    @Test
    void anUpgradeThatIsRefusedIsAFinding() throws Exception {
        revision("a1", "", USERS);
        release("v1.0");
        revision("a1", "", USERS + "CREATE INDEX users_name ON users (name);");

        Shell.Ended verify = verify("--from", "v1.0");

        assertThat(verify.exitCode()).isEqualTo(3);
        assertThat(verify.out()).contains("v1.0: the upgrade fails: ", "a1");
    }

    @Test
    void aColumnThatAFreshInstallDoesNotHaveIsADifference() throws Exception {
        revision("a1", "", USERS);
        release("v1.0");
        revision(
                "b1",
                "a1",
                "DO $$ BEGIN IF EXISTS (SELECT FROM users) THEN ALTER TABLE users ADD COLUMN legacy int;"
                        + " END IF; END $$;");

        Shell.Ended verify = verify("--from", "v1.0");

        assertThat(verify.exitCode()).isEqualTo(3);
        assertThat(verify.out())
                .contains(
                        "v1.0: the upgrade leaves another schema than a fresh install:",
                        "+ column public.users.legacy  only in the upgraded database");
        assertThat(verify("--json", "--from", "v1.0").out()).contains("\"sound\": false", "\"public.users.legacy\"");
    }

    @Test
    void rowsThatAnUpgradeDeletesAreFound() throws Exception {
        revision("a1", "", USERS + "CREATE TABLE old (id int);");
        release("v1.0");
        revision("b1", "a1", "DELETE FROM users WHERE id > 1; DROP TABLE old;");

        Shell.Ended verify = verify("--from", "v1.0");

        assertThat(verify.exitCode()).isEqualTo(3);
        assertThat(verify.out())
                .contains(
                        "v1.0: the upgrade loses rows: public.users: 2 of 3 rows are missing",
                        "v1.0: the upgrade drops public.old with 3 rows");
        assertThat(verify("--from", "v1.0", "--no-generated-rows").exitCode()).isZero();
    }

    @Test
    void foldersAndJarsAreReleasesToo() throws Exception {
        revision("a1", "", USERS);
        revision("b1", "a1", "CREATE INDEX users_name ON users (name);");
        shell.write("released/a1.sql", script("a1", "", USERS));
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(directory.resolve("app-1.0.jar")))) {
            jar.putNextEntry(new ZipEntry("BOOT-INF/classes/db/revisions/old/a1.sql"));
            jar.write(script("a1", "", USERS).getBytes(StandardCharsets.UTF_8));
        }

        Shell.Ended verify = verify("--from", "released", "--from", "app-1.0.jar");

        assertThat(verify.exitCode()).as(verify.err()).isZero();
        assertThat(verify.out()).contains("released: the upgrade leaves", "app-1.0.jar: the upgrade leaves");
    }

    @Test
    void scriptsThatWereInAnotherFolderAreFoundByItsName() throws Exception {
        shell.write("sql/a1.sql", script("a1", "", USERS));
        release("v1.0");
        git("mv", "sql", "revisions");
        git("commit", "-q", "-m", "move");

        Shell.Ended moved = verify("--from", "v1.0");

        assertThat(moved.exitCode()).isEqualTo(2);
        assertThat(moved.err()).contains("'v1.0' has no folder revisions", "--from v1.0:FOLDER");
        assertThat(verify("--from", "v1.0:sql").well().out()).contains("v1.0:sql: the upgrade leaves");
    }

    @Test
    void aReleaseThatDoesNotExistIsRefusedWithWhatToDo() throws Exception {
        revision("a1", "", USERS);
        assertThat(verify("--from", "v1.0").err()).contains("finds no repository in", "clone");

        release("v1.0");
        shell.write("revisions/keep.txt", "");
        assertThat(verify("--from", "v9").err())
                .contains("'v9' is no folder and no jar, and git does not know it", "git tag");
        assertThat(verify("--from", "--help=x").exitCode()).isEqualTo(2);
        assertThat(verify("--from", "missing.jar").err())
                .contains("missing.jar cannot be read: there is no such file or folder.");
        assertThat(onDatabase.run("verify", "--from", "v1.0").err())
                .contains("there is no git on the PATH", "Install git");
        assertThat(verify("--from", "v1.0", "--round-trip").err()).contains("one after the other");
    }

    @Test
    void aTagWithoutScriptsIsRefused() throws Exception {
        shell.write("revisions/README.txt", "none yet");
        release("v0.1");
        revision("a1", "", USERS);

        Shell.Ended verify = verify("--from", "v0.1");

        assertThat(verify.exitCode()).isEqualTo(2);
        assertThat(verify.err()).contains("The release v0.1 has no scripts", "v0.1:FOLDER");
    }
}
