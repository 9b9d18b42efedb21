// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.json.BasicJsonTester;
import org.springframework.boot.test.json.JsonContent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationEndpointAutoConfiguration;
import dev.migration.boot.operation.Shop;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.TestContexts;
import dev.migration.event.MigrationEvent;

import static org.assertj.core.api.Assertions.assertThat;

class MigrationsEndpointTests extends EmptyDatabase {

    private final BasicJsonTester json = new BasicJsonTester(getClass());

    @Test
    void showsAnUpToDateDatabaseAndItsHistory() throws Exception {
        try (var application = start()) {
            JsonContent<Object> answer = get(application);

            assertThat(answer)
                    .extractingJsonPathStringValue("$.contexts.shop.databases.primary.status")
                    .isEqualTo("UP_TO_DATE");
            assertThat(answer)
                    .extractingJsonPathArrayValue("$.contexts.shop.databases.primary.current")
                    .containsExactly("b2");
            assertThat(answer)
                    .extractingJsonPathArrayValue("$.contexts.shop.databases.primary.heads")
                    .containsExactly("b2");
            assertThat(answer)
                    .extractingJsonPathArrayValue("$.contexts.shop.databases.primary.pending")
                    .isEmpty();
            assertThat(answer)
                    .extractingJsonPathArrayValue("$.contexts.shop.databases.primary.unknown")
                    .isEmpty();
            assertThat(answer).hasEmptyJsonPathValue("$.contexts.shop.databases.primary.running");
            assertThat(answer)
                    .extractingJsonPathArrayValue("$.contexts.shop.databases.primary.history[*].revision")
                    .containsExactly("b2", "a1");
            assertThat(answer)
                    .extractingJsonPathMapValue("$.contexts.shop.databases.primary.history[0]")
                    .containsEntry("message", "Give things a colour.")
                    .containsEntry("type", "SQL")
                    .containsEntry("state", "APPLIED")
                    .containsEntry("appliedBy", database.username())
                    .containsEntry("application", "shop")
                    .containsKeys("appliedAt", "durationMillis", "checksum", "revises", "dependsOn", "branches");
        }
    }

    @Test
    void showsPendingRevisions() throws Exception {
        try (var application = start("--migration.target=a1")) {
            JsonContent<Object> answer = get(application);

            assertThat(answer)
                    .extractingJsonPathStringValue("$.contexts.shop.databases.primary.status")
                    .isEqualTo("PENDING");
            assertThat(answer)
                    .extractingJsonPathMapValue("$.contexts.shop.databases.primary.pending[0]")
                    .containsEntry("revision", "b2")
                    .containsEntry("message", "Give things a colour.")
                    .containsEntry("class", "data")
                    .containsEntry("certain", true);
            assertThat(answer)
                    .extractingJsonPathStringValue("$.contexts.shop.databases.primary.pending[0].locks[0].mode")
                    .isEqualTo("ACCESS EXCLUSIVE");
        }
    }

    @Test
    void showsTheRunOfAnotherProcessAndItsProgress() throws Exception {
        try (var application = start("--migration.target=a1")) {
            List<JsonContent<Object>> beforeRevision = new ArrayList<>();
            List<JsonContent<Object>> afterRevision = new ArrayList<>();
            var otherProcess = Migrator.builder()
                    .dataSource(database.dataSource())
                    .listener(event -> {
                        if (event instanceof MigrationEvent.RevisionFinished) {
                            afterRevision.add(get(application));
                        } else if (event instanceof MigrationEvent.RevisionStarted) {
                            beforeRevision.add(get(application));
                        }
                    })
                    .build();

            otherProcess.upgrade("heads");

            String primary = "$.contexts.shop.databases.primary";
            assertThat(afterRevision).singleElement().satisfies(answer -> {
                assertThat(answer)
                        .extractingJsonPathStringValue(primary + ".status")
                        .isEqualTo("RUNNING");
                assertThat(answer)
                        .extractingJsonPathMapValue(primary + ".running")
                        .containsEntry("phase", "RUNNING")
                        .containsEntry("steps", 1)
                        .containsEntry("revision", "b2");
                assertThat(answer)
                        .extractingJsonPathMapValue(primary + ".running.holder")
                        .containsEntry("user", database.username())
                        .containsEntry("application", "migration 1/1 b2 (application)");
            });
            assertThat(beforeRevision)
                    .singleElement()
                    .satisfies(answer -> assertThat(answer)
                            .extractingJsonPathArrayValue(primary + ".advice")
                            .containsExactly("Nothing to do: a migration is running."));
            assertThat(get(application)).hasEmptyJsonPathValue(primary + ".running");
        }
    }

    @Test
    void showsAnInterruptedRevisionAndAdvice() throws Exception {
        try (var application = start("--migration.target=a1")) {
            JdbcClient.create(database.dataSource()).sql("""
                            INSERT INTO migration_revision (revision, down_revisions, depends_on, branch_labels, replaces,
                                message, type, state, step, applied_at, duration_millis, applied_by, host, application,
                                tool_version)
                            VALUES ('b2', '{a1}', '{}', '{}', '{}', '', 'SQL', 'FAILED', 3, now(), 0, 'me', 'here', 'shop', '1')
                            """).update();

            JsonContent<Object> answer = get(application);

            assertThat(answer)
                    .extractingJsonPathStringValue("$.contexts.shop.databases.primary.status")
                    .isEqualTo("FAILED");
            assertThat(answer)
                    .extractingJsonPathMapValue("$.contexts.shop.databases.primary.interrupted[0]")
                    .containsEntry("revision", "b2")
                    .containsEntry("state", "FAILED")
                    .containsEntry("step", 3)
                    .containsEntry("host", "here");
            assertThat(answer)
                    .extractingJsonPathArrayValue("$.contexts.shop.databases.primary.advice")
                    .first()
                    .asString()
                    .contains("b2, 3 of its segments done, was interrupted");
        }
    }

    @Test
    void showsRepeatables(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("v.sql"), "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        String locations = "--migration.locations=classpath:db/revisions,filesystem:" + folder;
        try (var application = start(locations, "--migration.target=a1")) {
            assertThat(get(application))
                    .extractingJsonPathMapValue("$.contexts.shop.databases.primary.repeatables[0]")
                    .containsEntry("name", "v")
                    .containsEntry("state", "PENDING");
        }
        try (var application = start(locations)) {
            assertThat(get(application))
                    .extractingJsonPathMapValue("$.contexts.shop.databases.primary.repeatables[0]")
                    .containsEntry("state", "APPLIED")
                    .containsKeys("checksum", "appliedAt");
        }
    }

    @Test
    void showsSplicedRevisionsAndParentChanges() throws Exception {
        try (var application = start()) {
            JdbcClient.create(database.dataSource())
                    .sql("UPDATE migration_revision SET down_revisions = '{}' WHERE revision = 'b2'")
                    .update();

            assertThat(get(application))
                    .extractingJsonPathArrayValue("$.contexts.shop.databases.primary.parentChanges[*].revision")
                    .containsExactly("b2");

            JdbcClient.create(database.dataSource())
                    .sql("DELETE FROM migration_revision WHERE revision = 'a1'")
                    .update();

            JsonContent<Object> answer = get(application);
            assertThat(answer)
                    .extractingJsonPathStringValue("$.contexts.shop.databases.primary.status")
                    .isEqualTo("DIVERGED");
            assertThat(answer)
                    .extractingJsonPathArrayValue("$.contexts.shop.databases.primary.spliced[0].above")
                    .containsExactly("b2");
        }
    }

    @Test
    void showsTheLastKnownStateIfTheDatabaseCannotBeReached() throws Exception {
        try (var application = start()) {
            get(application);
            database.close();

            JsonContent<Object> answer = get(application);

            assertThat(answer)
                    .extractingJsonPathStringValue("$.contexts.shop.databases.primary.status")
                    .isEqualTo("UP_TO_DATE");
            assertThat(answer)
                    .extractingJsonPathStringValue("$.contexts.shop.databases.primary.error")
                    .isEqualTo("Database unavailable (SQLSTATE 3D000).");
        } finally {
            database.reset();
        }
    }

    @Test
    void showsTheLastKnownStateIfTheDatabaseDoesNotAnswer() throws Exception {
        try (var application = start();
                var other = database.dataSource().getConnection();
                var statement = other.createStatement()) {
            get(application);
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE migration_revision");

            JsonContent<Object> answer = get(application);

            assertThat(answer)
                    .extractingJsonPathStringValue("$.contexts.shop.databases.primary.error")
                    .contains("has not answered");
            assertThat(answer)
                    .extractingJsonPathArrayValue("$.contexts.shop.databases.primary.current")
                    .containsExactly("b2");
        }
    }

    @Test
    void acceptsNoWritesByDefault() throws Exception {
        try (var application = start()) {
            HttpResponse<String> answer = Shop.post(application, "migrations", "");

            assertThat(answer.statusCode()).isEqualTo(405);
        }
    }

    @Test
    void isAvailableOnlyIfItIsExposed() {
        var runner = TestContexts.withDataSource(database, MigrationEndpointAutoConfiguration.class);

        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MigrationsEndpoint.class));
        runner.withPropertyValues("management.endpoints.web.exposure.include=migrations")
                .run(context -> assertThat(context).hasSingleBean(MigrationsEndpoint.class));
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return Shop.start(database, WebApplicationType.SERVLET, Application.class, arguments);
    }

    private JsonContent<Object> get(ConfigurableApplicationContext application) {
        HttpResponse<String> answer = Shop.get(application, "migrations");
        assertThat(answer.statusCode()).isEqualTo(200);
        return json.from(answer.body());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
