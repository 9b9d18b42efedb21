// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.execution.refusal.DivergedDatabaseException;
import dev.migration.revision.Revision;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.location.Jars;
import dev.migration.script.location.OwnClassPath;
import dev.migration.setting.ModuleSelection;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** Jars that bring branches of their own: an application with the modules billing, shop (which depends on billing) and reports. */
@PostgresTest
class ModuleTests {

    private static final String INDEX = "META-INF/migration/revisions.index";

    @TempDir
    private Path folder;

    @RegisterExtension
    private final OwnClassPath classPath = new OwnClassPath();

    private final List<Path> entries = new ArrayList<>();

    @BeforeEach
    void writeJars() throws IOException {
        Path application = folder.resolve("application");
        Files.createDirectories(application.resolve("db/revisions"));
        Files.writeString(application.resolve("db/revisions/a1.sql"), table("a1", ""));
        Files.writeString(application.resolve("db/revisions/a2.sql"), table("a2", "@revises a1"));
        entries.add(application);
        module("billing", Map.of("b1", table("b1", ""), "b2", table("b2", "@revises b1")));
        module("shop", Map.of("s1", table("s1", ""), "s2", table("s2", "@revises s1\n-- @depends-on billing, a1")));
        entries.add(Jars.writeWithoutFolders(
                folder.resolve("reports.jar"),
                Map.of(
                        INDEX,
                        "# The views of the reports.\n\nreports = /db/reports/\n",
                        "db/reports/r1.sql",
                        table("r1", ""),
                        "db/reports/views/totals.sql",
                        "-- @repeatable totals\nCREATE OR REPLACE VIEW totals AS SELECT 1 AS total;\n")));
    }

    @Test
    void eachModuleIsABranchWithItsName(PostgresDatabase database) throws Exception {
        Migrator migrator = migrator(database, ModuleSelection.ALL);

        migrator.upgrade("heads");

        assertThat(migrator.reader().status().applied())
                .extracting(applied -> applied.revision().id())
                .containsExactlyInAnyOrder("a1", "a2", "b1", "b2", "r1", "s1", "s2");
        assertThat(migrator.revisions().graph().bases().inOrder())
                .extracting(Revision::id, Revision::branchLabels)
                .contains(
                        tuple("a1", List.of()),
                        tuple("b1", List.of("billing")),
                        tuple("r1", List.of("reports")),
                        tuple("s1", List.of("shop")));
        assertThat(tables(database)).contains("a2", "b2", "r1", "s2", "totals");
        assertThat(migrator.revisions().history("billing@base:billing@head"))
                .extracting(Revision::id)
                .contains("b2");
        migrator.downgrade("shop@base");
        assertThat(tables(database)).contains("a2", "b2", "r1").doesNotContain("s1", "s2");
    }

    @Test
    void anIncludedModuleRunsWithWhatItNeedsAndNothingElse(PostgresDatabase database) throws Exception {
        migrator(database, new ModuleSelection(List.of("shop"), List.of())).upgrade("heads");

        assertThat(tables(database)).containsExactlyInAnyOrder("a1", "b1", "s1", "s2");
    }

    @Test
    void theApplicationIsAModuleToo(PostgresDatabase database) throws Exception {
        migrator(database, new ModuleSelection(List.of("application"), List.of()))
                .upgrade("heads");
        assertThat(tables(database)).containsExactlyInAnyOrder("a1", "a2");
    }

    @Test
    void anExcludedModuleIsLeftOutWithItsRepeatables(PostgresDatabase database) throws Exception {
        migrator(database, new ModuleSelection(List.of(), List.of("reports"))).upgrade("heads");

        assertThat(tables(database)).containsExactlyInAnyOrder("a1", "a2", "b1", "b2", "s1", "s2");
    }

    @Test
    void appliedRevisionsOfAModuleThatIsLeftOutNameIt(PostgresDatabase database) throws Exception {
        migrator(database, new ModuleSelection(List.of("reports"), List.of())).upgrade("heads");

        assertThatExceptionOfType(DivergedDatabaseException.class)
                .isThrownBy(() -> migratorOf(database, new ModuleSelection(List.of(), List.of("reports")))
                        .upgrade("heads"))
                .satisfies(refused -> {
                    assertThat(refused.problem()).contains("applied, its module 'reports' is left out: r1");
                    assertThat(refused.remedy())
                            .startsWith(
                                    "Let the applied modules take part: remove reports from migration.modules.exclude")
                            .doesNotContain("Deploy");
                });
    }

    @Test
    void anExcludedModuleThatOthersNeedAndUnknownModulesAreRefusedTogether(PostgresDatabase database) {
        assertFaults(
                database,
                new ModuleSelection(List.of("shop", "reprots"), List.of("billing", "application")),
                "migration.modules.include  There is no module 'reprots'. Did you mean 'reports'?",
                "Name modules of the class path: application, billing, reports, shop.",
                "The revision needs 'billing' of the module 'billing', which is excluded.",
                "The revision needs 'a1' of the module 'application', which is excluded.",
                "Remove 'billing' from migration.modules.exclude, or add 'shop' to it.");
    }

    @Test
    void aModuleThatIsAFolderOfTheProjectIsFound(PostgresDatabase database) throws Exception {
        entries.subList(1, entries.size()).clear();
        Path application = entries.get(0);
        Files.createDirectories(application.resolve("META-INF/migration"));
        Files.writeString(application.resolve(INDEX), "\uFEFFstock = db/stock\n");
        Files.createDirectories(application.resolve("db/stock"));
        Files.writeString(application.resolve("db/stock/t1.sql"), table("t1", "@branch warehouse"));
        Migrator migrator = migrator(database, new ModuleSelection(List.of("stock"), List.of()));

        migrator.upgrade("heads");

        assertThat(tables(database)).containsExactly("t1");
        assertThat(migrator.revisions().graph().heads().inOrder().get(0).branchLabels())
                .containsExactly("warehouse");
    }

    @Test
    void everyFaultOfEveryIndexIsReported(PostgresDatabase database) throws Exception {
        entries.add(Jars.write(folder.resolve("faulty.jar"), Map.of(INDEX, """
                        empty = db/nothing
                        a-b = db/a
                        application = db/b
                        alone
                        own = db/revisions
                        billing = db/other
                        up = db/../db/shop
                        all = db
                        inner = db/revisions/inner
                        part = db/shop/part
                        """)));

        assertFaults(
                database,
                ModuleSelection.ALL,
                "faulty.jar!/META-INF/migration/revisions.index:1  There is no script in db/nothing of the same jar or folder.",
                ":2  The name of a module cannot be used: 'a-b' may only have letters, digits, '_' and '.'.",
                ":3  'application' means the scripts in no module.",
                ":4  The module 'alone' has no folder.",
                ":5  'db/revisions' is the folder of the application.",
                ":6  Another module has the same name, or a folder that is the same, contains it or is in it: 'billing' of ",
                ":7  'db/../db/shop' is no path of a folder.",
                ":8  'db/revisions' is the folder of the application, and 'db' contains it or is in it.",
                ":9  'db/revisions' is the folder of the application, and 'db/revisions/inner' contains it or is in it.",
                ":10  Another module has the same name, or a folder that is the same, contains it or is in it: 'shop' of ");
    }

    @Test
    void aModuleMayBeginWithARevisionAndWithTheOneThatReplacesIt(PostgresDatabase database) throws Exception {
        module(
                "old",
                Map.of(
                        "o1", table("o1", ""),
                        "o2", table("o2", "@revises o1"),
                        "squashed", table("squashed", "@replaces o1, o2")));
        Migrator migrator = migrator(database, new ModuleSelection(List.of("old"), List.of()));

        migrator.upgrade("old@head");

        assertThat(tables(database)).containsExactly("squashed");
    }

    @Test
    void aModuleThatBeginsWithSeveralRevisionsIsRefused(PostgresDatabase database) throws Exception {
        module("two", Map.of("t1", table("t1", ""), "t2", table("t2", "")));

        assertFaults(
                database,
                ModuleSelection.ALL,
                "db/two/t2.sql:2  The module 'two' begins with several revisions: t1, t2.");
    }

    private void assertFaults(PostgresDatabase database, ModuleSelection modules, String... texts) {
        database.reset();
        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> migrator(database, modules).upgrade("heads"))
                .satisfies(failure ->
                        assertThat(failure.problem() + failure.remedy()).contains(texts));
    }

    private Migrator migrator(PostgresDatabase database, ModuleSelection modules) throws IOException {
        database.reset();
        classPath.of(entries.toArray(Path[]::new));
        return migratorOf(database, modules);
    }

    private Migrator migratorOf(PostgresDatabase database, ModuleSelection modules) {
        return Migrator.builder()
                .dataSource(database.dataSource())
                .classLoader(classPath.loader())
                .settings(MigrationSettings.builder().modules(modules).build())
                .build();
    }

    private void module(String name, Map<String, String> scripts) throws IOException {
        Map<String, String> files = new TreeMap<>();
        files.put(INDEX, name + " = db/" + name + "\n");
        scripts.forEach((id, text) -> files.put("db/" + name + "/" + id + ".sql", text));
        entries.add(Jars.write(folder.resolve(name + ".jar"), files));
    }

    private static String table(String id, String directives) {
        return "-- Create " + id + ".\n-- @revision " + id + "\n"
                + (directives.isEmpty() ? "" : "-- " + directives + "\n") + "\n-- @upgrade\nCREATE TABLE " + id
                + " (id int);\n\n-- @downgrade\nDROP TABLE " + id + ";\n";
    }

    private static List<String> tables(PostgresDatabase database) {
        return JdbcClient.create(database.dataSource())
                .sql(
                        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')"
                                + " AND relname NOT LIKE 'migration\\_%'")
                .query(String.class)
                .list();
    }
}
