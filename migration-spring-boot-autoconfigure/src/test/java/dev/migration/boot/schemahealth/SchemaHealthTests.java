// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.schemahealth;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.migration.boot.autoconfigure.MigrationHealthAutoConfiguration;
import dev.migration.boot.autoconfigure.MigrationSchemaHealthAutoConfiguration;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.TestContexts;

import static dev.migration.boot.testing.TestContexts.health;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The checks of schema-health as a detail of the health. */
class SchemaHealthTests extends EmptyDatabase {

    private static final String ENABLED = "migration.schema-health.enabled=true";

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withDataSource(
                database, MigrationSchemaHealthAutoConfiguration.class, MigrationHealthAutoConfiguration.class);
    }

    @Test
    void nobodyChecksByDefault() {
        runner.run(context -> {
            assertThat(context).doesNotHaveBean(SchemaHealthSchedule.class);
            assertThat(health(context).getDetails()).doesNotContainKey("schemaHealth");
        });
    }

    @Test
    void theDetailsCountTheFindingsOfEachCheckAndNameNoTable() {
        runner.withPropertyValues(ENABLED).run(context -> {
            SchemaHealthSchedule schedule = stopped(context);
            database.execute("CREATE TABLE notes (thing_id bigint REFERENCES thing)");

            schedule.look();

            assertThat(details(context))
                    .containsEntry("findings", Map.of("foreign-key-without-index", 1, "table-without-primary-key", 1))
                    .containsKey("checkedAt")
                    .doesNotContainKey("error");
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void aThreadOfItsOwnChecksAndTheHealthShowsTheLastResult() {
        runner.withPropertyValues(ENABLED, "migration.schema-health.interval=1s")
                .run(context -> {
                    await().until(() -> health(context).getDetails().containsKey("schemaHealth"));
                    database.execute("CREATE TABLE notes (body text)");
                    await().until(() -> findings(context).containsKey("table-without-primary-key"));

                    context.getBean(SchemaHealthSchedule.class).stop();
                    database.execute("DROP TABLE notes");

                    assertThat(findings(context)).containsKey("table-without-primary-key");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "migration.compare.exclude=public.notes,public.other_*",
                "migration.compare.exclude[0]=public.notes;migration.compare.exclude[1]=public.other_*",
            })
    void whatIsNotComparedIsNotCheckedEither(String exclusion) {
        runner.withPropertyValues(ENABLED)
                .withPropertyValues(exclusion.split(";"))
                .run(context -> {
                    SchemaHealthSchedule schedule = stopped(context);
                    database.execute("CREATE TABLE notes (body text)");
                    database.execute("CREATE TABLE other_notes (body text)");

                    schedule.look();

                    assertThat(findings(context)).isEmpty();
                });
    }

    @Test
    void aFailureKeepsTheLastResultAndNamesNoTable() {
        database.execute("ALTER DATABASE " + database.name() + " SET lock_timeout = '100ms'");
        runner.withPropertyValues(ENABLED).run(context -> {
            SchemaHealthSchedule schedule = stopped(context);
            database.execute("CREATE TABLE notes (body text)");
            schedule.look();
            try (Connection other = database.dataSource().getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE pg_catalog.pg_sequence IN ACCESS EXCLUSIVE MODE");
                schedule.look();
                other.rollback();
            }

            assertThat(details(context).get("error"))
                    .asString()
                    .contains("55P03")
                    .doesNotContain("pg_sequence");
            assertThat(findings(context)).containsKey("table-without-primary-key");
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void withoutTheLibraryTheStartSaysWhatToAdd() {
        runner.withPropertyValues(ENABLED)
                .withClassLoader(new FilteredClassLoader("io.github.mfvanek.pg"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(MissingLibraryException.class)
                        .hasMessageContaining("io.github.mfvanek:pg-index-health-core"));
    }

    /** Without the thread, which looks at any time. */
    private static SchemaHealthSchedule stopped(ApplicationContext context) {
        SchemaHealthSchedule schedule = context.getBean(SchemaHealthSchedule.class);
        schedule.stop();
        return schedule;
    }

    private static Map<String, Object> findings(ApplicationContext context) {
        return map(details(context).get("findings"));
    }

    private static Map<String, Object> details(ApplicationContext context) {
        return map(health(context).getDetails().get("schemaHealth"));
    }

    private static Map<String, Object> map(@Nullable Object value) {
        return assertThat(value)
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .actual();
    }
}
