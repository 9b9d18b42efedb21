// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.aot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.aot.AotDetector;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.TestContexts;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.script.location.ScriptIndex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

/** The code that the build generates for an application, compiled and run. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class AheadOfTimeTests extends EmptyDatabase {

    private final TestGenerationContext generation = new TestGenerationContext();

    @AfterEach
    void disableGeneratedCode() {
        System.clearProperty(AotDetector.AOT_ENABLED);
    }

    @Test
    void aNativeImageKeepsTheScriptsOfTheConfiguredLocation() {
        RuntimeHints hints = generate("migration.locations=classpath:elsewhere");

        assertThat(hints)
                .matches(resource().forResource("elsewhere/c3.sql"))
                .matches(resource().forResource(ScriptIndex.RESOURCE))
                .matches(resource().forResource("db/revisions/a1.sql").negate());
        assertThat(index()).isEqualTo("elsewhere\n elsewhere/c3.sql\n");
    }

    @Test
    void aNativeImageKeepsTheScriptsOfTheDefaultLocation() {
        assertThat(generate())
                .matches(resource().forResource("db/revisions/a1.sql"))
                .matches(resource().forResource("db/revisions/b2.sql"));
        assertThat(index()).isEqualTo("db/revisions\n db/revisions/a1.sql\n db/revisions/b2.sql\n");
    }

    @Test
    void aNativeImageKeepsTheScriptsOfEachDatabase() {
        RuntimeHints hints = generate("migration.databases.orders.locations=classpath:elsewhere");

        assertThat(hints)
                .matches(resource().forResource("elsewhere/c3.sql"))
                .matches(resource().forResource("db/revisions/a1.sql"));
    }

    @Test
    void aNativeImageKeepsTheScriptsOfADatabaseWhoseNameHasCapitalsAndDots() {
        assertThat(generate(
                        "migration.databases.orderItems.locations=classpath:elsewhere",
                        "migration.databases.[Order.Items].locations=classpath:db/revisions"))
                .matches(resource().forResource("elsewhere/c3.sql"));
    }

    @Test
    void aNativeImageKeepsJavaRevisions() {
        assertThat(generate())
                .matches(reflection().onType(InJava.class))
                .matches(reflection().onType(RevisionHeader.class));
    }

    @Test
    @CompileWithForkedClassLoader
    void generatedCodeMigratesBeforeABeanThatNeedsTheDatabase() {
        generate();

        run(context -> {
            assertThat(context.getBean(Reader.class).rows()).isEqualTo(1);
            assertThat(TestContexts.status(context).applied()).hasSize(3);
        });
    }

    @Test
    @CompileWithForkedClassLoader
    void generatedCodeDoesNotMigrateIfTheMigrationIsDisabledLater() {
        generate();

        run(
                context -> assertThat(TestContexts.status(context).applied()).isEmpty(),
                "migration.enabled=false",
                "reader.table=pg_class");
    }

    @Test
    @CompileWithForkedClassLoader
    void generatedCodeMigratesEachOfSeveralDatabases() {
        String[] other = TestContexts.connection("migration.databases.other", database);
        String[] databases = {
            "migration.databases.primary.locations=classpath:db/revisions",
            other[0],
            other[1],
            other[2],
            "migration.databases.other.locations=classpath:elsewhere",
            "migration.databases.other.revision-table=other_revision",
            "migration.databases.other.history-table=other_history",
        };
        generate(databases);

        run(
                context -> {
                    assertThat(context.getBean(Reader.class).rows()).isEqualTo(1);
                    assertThat(context.getBean("primaryMigrator", Migrator.class)
                                    .reader()
                                    .status()
                                    .current())
                            .containsExactly("java1");
                    assertThat(context.getBean("otherMigrator", Migrator.class)
                                    .reader()
                                    .status()
                                    .current())
                            .containsExactly("c3");
                },
                databases);
    }

    private RuntimeHints generate(String... properties) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            properties(properties).applyTo(context);
            context.register(Application.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        generation.writeGeneratedContent();
        return generation.getRuntimeHints();
    }

    private void run(Consumer<GenericApplicationContext> check, String... properties) {
        TestCompiler.forSystem().with(generation).compile(compiled -> {
            System.setProperty(AotDetector.AOT_ENABLED, "true");
            try (GenericApplicationContext context = new GenericApplicationContext()) {
                properties(properties).applyTo(context);
                context.setClassLoader(compiled.getClassLoader());
                initializer(compiled.getInstance(ApplicationContextInitializer.class))
                        .initialize(context);
                context.refresh();
                check.accept(context);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static ApplicationContextInitializer<GenericApplicationContext> initializer(
            ApplicationContextInitializer<?> generated) {
        return (ApplicationContextInitializer<GenericApplicationContext>) generated;
    }

    private TestPropertyValues properties(String... properties) {
        return TestPropertyValues.of(TestContexts.connection("spring.datasource", database))
                .and("reader.table=thing")
                .and(properties);
    }

    private String index() {
        try {
            return Objects.requireNonNull(
                    generation.getGeneratedFiles().getGeneratedFileContent(Kind.RESOURCE, ScriptIndex.RESOURCE));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        MigrationAutoConfiguration.class,
    })
    static class Application {

        @Bean
        @Qualifier("primary")
        InJava inJava() {
            return new InJava();
        }

        @Bean
        Reader reader(JdbcTemplate jdbc, Environment environment) {
            String table = environment.getRequiredProperty("reader.table");
            Long rows = jdbc.queryForObject("SELECT count(*) FROM " + table, Long.class);
            return new Reader(Objects.requireNonNull(rows));
        }
    }

    @RevisionHeader(revision = "java1", revises = "b2", message = "In Java.")
    static class InJava implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {}
    }

    /** Needs a table that the migration creates. */
    record Reader(long rows) {}
}
