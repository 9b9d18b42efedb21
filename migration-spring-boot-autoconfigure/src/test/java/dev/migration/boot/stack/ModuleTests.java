// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.stack;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.script.location.ScriptIndex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

/** An application with a jar that brings revisions of its own. */
class ModuleTests extends EmptyDatabase {

    private static final String INDEX = "META-INF/migration/revisions.index";

    @TempDir
    private Path folder;

    private URLClassLoader classPath;

    @BeforeEach
    void writeJar() throws IOException {
        Path jar = folder.resolve("billing.jar");
        Map<String, String> files = Map.of(
                INDEX,
                "billing = db/billing\n",
                "db/billing/b1.sql",
                "-- @revision inv1\n-- @upgrade\nCREATE TABLE invoice ();\n");
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                entries.putNextEntry(new JarEntry(file.getKey()));
                entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        classPath =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
    }

    @AfterEach
    void closeJar() throws IOException {
        classPath.close();
    }

    @Test
    void theRevisionsOfTheJarAreApplied() {
        runner().run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(Queries.tables(database)).contains("invoice", "thing");
        });
    }

    @Test
    void onlyAnIncludedModuleIsApplied() {
        runner().withPropertyValues("migration.modules.include=billing").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(Queries.tables(database)).containsExactly("invoice", "migration_history", "migration_revision");
        });
    }

    @Test
    void anExcludedModuleIsNotApplied() {
        runner().withPropertyValues("migration.modules.exclude=billing").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(Queries.tables(database)).contains("thing").doesNotContain("invoice");
        });
    }

    @Test
    void ofSeveralDatabasesOnlyThatWhichNamesAModuleHasIt() {
        runner().withPropertyValues(
                        "migration.databases.primary.schema=public",
                        "migration.databases.second.schema=second",
                        "migration.databases.second.data-source=dataSource",
                        "migration.databases.second.modules.include=billing")
                .withInitializer(context -> Queries.execute(database, "CREATE SCHEMA second"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.applied(database, "public"))
                            .contains("a1")
                            .doesNotContain("inv1");
                    assertThat(Queries.applied(database, "second")).containsExactly("inv1");
                });
    }

    @Test
    void aNativeImageKeepsTheIndexAndTheScriptsOfModules() throws IOException {
        TestGenerationContext generation = new TestGenerationContext();
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(TestContexts.connection("spring.datasource", database))
                    .applyTo(context);
            context.setClassLoader(classPath);
            context.register(DataSourceAutoConfiguration.class, MigrationAutoConfiguration.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        generation.writeGeneratedContent();

        assertThat(generation.getRuntimeHints())
                .matches(resource().forResource(INDEX))
                .matches(resource().forResource("db/billing/b1.sql"));
        assertThat(Objects.requireNonNull(
                        generation.getGeneratedFiles().getGeneratedFileContent(Kind.RESOURCE, ScriptIndex.RESOURCE)))
                .contains("db/billing\n db/billing/b1.sql\n");
    }

    private ApplicationContextRunner runner() {
        return TestContexts.withDataSource(database).withClassLoader(classPath);
    }
}
