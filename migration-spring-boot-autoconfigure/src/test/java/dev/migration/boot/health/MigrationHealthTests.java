// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.health;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationHealthAutoConfiguration;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.OtherProcess;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.event.MigrationEvent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class MigrationHealthTests extends EmptyDatabase {

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withDataSource(database, MigrationHealthAutoConfiguration.class);
    }

    @Test
    void anUpToDateDatabaseIsUp() {
        runner.run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails())
                    .containsExactly(
                            Map.entry("status", "UP_TO_DATE"),
                            Map.entry("current", List.of("b2")),
                            Map.entry("pending", 0),
                            Map.entry("unknown", List.of()));
        });
    }

    @Test
    void pendingRevisionsTakeTheInstanceOutOfService() {
        runner.withPropertyValues("migration.target=a1").run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health(context).getDetails())
                    .containsEntry("status", "PENDING")
                    .containsEntry("pending", 1);
        });
    }

    @Test
    void theHealthOfPendingRevisionsIsConfigurable() {
        runner.withPropertyValues("migration.target=a1", "migration.health.pending=up")
                .run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.UP));
    }

    @Test
    void aPendingRepeatableTakesTheInstanceOutOfService(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("v.sql"), "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        OtherProcess.migrator(database).upgrade("heads");

        runner.withPropertyValues(
                        "migration.locations=classpath:db/revisions,filesystem:" + folder, "migration.on-startup=none")
                .run(context -> {
                    assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                    assertThat(health(context).getDetails()).containsEntry("pending", 1);
                });
    }

    @Test
    void aDatabaseThatIsAheadIsUp() {
        runner.run(context -> {
            insert("z9", "APPLIED");

            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails())
                    .containsEntry("status", "AHEAD")
                    .containsEntry("unknown", List.of("z9"));
        });
    }

    @Test
    void aRunOfANewerApplicationTakesNoInstanceOutOfService(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("z9.sql"), "-- @revision z9\n-- @revises b2\n-- @upgrade\nSELECT 1;");
        runner.run(context -> {
            List<Health> duringRun = new ArrayList<>();
            Migrator newer = OtherProcess.withLocations(database, "classpath:db/revisions", "filesystem:" + folder)
                    .listener(event -> {
                        if (event instanceof MigrationEvent.RevisionFinished) {
                            duringRun.add(health(context));
                        }
                    })
                    .build();

            newer.upgrade("heads");

            assertThat(duringRun).singleElement().satisfies(health -> {
                assertThat(health.getStatus()).isEqualTo(Status.UP);
                assertThat(health.getDetails()).containsEntry("running", Map.of("done", 0, "steps", 1));
            });
        });
    }

    @Test
    void anInterruptedRevisionOfThisApplicationIsDown() {
        runner.withPropertyValues("migration.target=a1").run(context -> {
            insert("b2", "FAILED");

            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
            assertThat(health(context).getDetails()).containsEntry("status", "FAILED");
        });
    }

    @Test
    void anInterruptedRevisionOfANewerApplicationIsUp() {
        runner.run(context -> {
            insert("z9", "FAILED");

            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails()).containsEntry("status", "FAILED");
        });
    }

    @Test
    void anEditedRevisionIsDownUnlessThePolicyIsWarn() {
        runner.run(context -> {
            Queries.execute(database, "UPDATE migration_revision SET checksum = 'v1:other' WHERE revision = 'a1'");

            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
        });
        runner.withPropertyValues("migration.on-edited=warn")
                .run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.UP));
    }

    @Test
    void aDatabaseThatCannotBeReachedIsUnknownWithTheLastKnownState() {
        runner.run(context -> {
            read(context);
            database.close();

            Health health = staleHealth(context);

            assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
            assertThat(health.getDetails())
                    .containsEntry("status", "UP_TO_DATE")
                    .containsEntry("current", List.of("b2"))
                    .extractingByKey("error")
                    .asString()
                    .isEqualTo("Database unavailable (SQLSTATE 3D000).");
        });
        database.reset();
    }

    @Test
    void anInstanceThatIsOutOfServiceStaysSoIfTheDatabaseCannotBeReached() {
        runner.withPropertyValues("migration.target=a1").run(context -> {
            read(context);
            database.close();

            assertThat(staleHealth(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
        database.reset();
    }

    @Test
    void aDatabaseThatDoesNotAnswerDoesNotDelayAProbe() {
        runner.run(context -> {
            read(context);
            try (var other = database.dataSource().getConnection();
                    var statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE migration_revision");

                assertThat(staleHealth(context).getDetails())
                        .hasEntrySatisfying(
                                "error",
                                error -> assertThat(error)
                                        .asString()
                                        .matches("The database has not answered for [5-9]\\d\\d ms\\."));
            }
        });
    }

    @Test
    void eachOfSeveralDatabasesIsAComponentWithItsName() {
        runner.withBean("ordersMonitor", MigrationMonitor.class, this::monitor)
                .withBean("billingMonitor", MigrationMonitor.class, this::monitor)
                .run(context -> assertThat(
                                context.getBean("migrationsHealthContributor", CompositeHealthContributor.class))
                        .extracting(CompositeHealthContributor.Entry::name)
                        .containsExactly("billing", "orders"));
    }

    @Test
    void isNotThereIfItIsDisabled() {
        runner.withPropertyValues("management.health.migrations.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("migrationsHealthContributor"));
    }

    @Test
    void backsOffIfTheApplicationHasItsOwn() {
        runner.withBean(
                        "migrationsHealthIndicator",
                        HealthIndicator.class,
                        () -> () -> Health.up().build())
                .run(context -> assertThat(context).doesNotHaveBean("migrationsHealthContributor"));
    }

    private static Health health(ApplicationContext context) {
        return requireNonNull(context.getBean("migrationsHealthContributor", HealthIndicator.class)
                .health(true));
    }

    /** The health as if the last state were too old. */
    private static Health staleHealth(ApplicationContext context) {
        MigrationMonitor monitor = context.getBean(MigrationMonitor.class);
        return new MigrationHealthIndicator(monitor, new MigrationHealthProperties(), Optional::empty, Duration.ZERO)
                .health();
    }

    private static void read(ApplicationContext context) {
        assertThat(context.getBean(MigrationMonitor.class).read().error()).isEmpty();
    }

    private MigrationMonitor monitor() {
        return new MigrationMonitor(OtherProcess.migrator(database));
    }

    private void insert(String revision, String state) {
        Queries.execute(
                database,
                "INSERT INTO migration_revision (revision, down_revisions, depends_on, branch_labels, replaces, message,"
                        + " type, state, step, applied_at, duration_millis, applied_by, host, application, tool_version) VALUES ('"
                        + revision + "', '{}', '{}', '{}', '{}', '', 'SQL', '" + state
                        + "', 0, now(), 0, 'me', 'here', 'shop', '1')");
    }
}
