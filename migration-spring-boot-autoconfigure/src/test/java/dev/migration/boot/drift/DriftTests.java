// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.drift;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.migration.boot.actuate.descriptor.DatabaseDescriptor;
import dev.migration.boot.actuate.descriptor.DriftDescriptor;
import dev.migration.boot.autoconfigure.MigrationDriftAutoConfiguration;
import dev.migration.boot.autoconfigure.MigrationHealthAutoConfiguration;
import dev.migration.boot.autoconfigure.MigrationMetricsAutoConfiguration;
import dev.migration.boot.metrics.MigrationMetrics;
import dev.migration.boot.status.DriftLook;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.TestContexts;
import dev.migration.result.SchemaDrift.Basis;

import static dev.migration.boot.testing.TestContexts.health;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DriftTests extends EmptyDatabase {

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withDataSource(
                        database,
                        MigrationDriftAutoConfiguration.class,
                        MigrationHealthAutoConfiguration.class,
                        MigrationMetricsAutoConfiguration.class)
                .withBean(SimpleMeterRegistry.class);
    }

    @Test
    void nobodyLooksByDefault() {
        runner.withPropertyValues("migration.verify-schema=warn").run(context -> {
            assertThat(context).doesNotHaveBean(DriftSchedule.class);
            assertThat(gauge(context)).isNaN();
            assertThat(health(context).getDetails()).doesNotContainKey("drift");
            assertThat(DatabaseDescriptor.of(
                                    context.getBean(MigrationMonitor.class).read(), true)
                            .drift())
                    .isNull();
        });
    }

    @Test
    void theScheduleLooksAtOnceAndAgain() {
        looking().run(context -> {
            MigrationMonitor monitor = context.getBean(MigrationMonitor.class);
            await().until(() -> monitor.drift().isPresent());
            assertThat(gauge(context)).isZero();
            assertThat(endpoint(context, true).basis()).isEqualTo("MARK");

            database.execute("CREATE INDEX hot ON thing (name)");

            await().until(() -> gauge(context) == 1);
            assertThat(endpoint(context, true)).satisfies(drift -> {
                assertThat(drift.basis()).isEqualTo("FINGERPRINT");
                assertThat(drift.revision()).isEqualTo("b2");
                assertThat(drift.differences()).containsExactly("+ index public.hot");
            });
            assertThat(endpoint(context, false).differences()).isNull();
            assertThat(endpoint(context, false).objects()).isEqualTo(1);
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails().get("drift"))
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsEntry("objects", 1)
                    .containsEntry("basis", "FINGERPRINT");
            database.execute("DROP INDEX hot");
            await().until(() -> gauge(context) == 0);
        });
    }

    @Test
    void driftIsAFailureOfHealthOnlyIfTheSettingsSaySo() {
        looking().withPropertyValues("migration.health.drift=out-of-service").run(context -> {
            database.execute("DROP TABLE thing");
            MigrationMonitor monitor = context.getBean(MigrationMonitor.class);
            monitor.lookForDrift();

            assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void withoutAFingerprintTheReasonIsSaid() {
        runner.withPropertyValues("migration.drift.enabled=true").run(context -> {
            MigrationMonitor monitor = context.getBean(MigrationMonitor.class);
            monitor.lookForDrift();

            assertThat(gauge(context)).isNaN();
            assertThat(endpoint(context, true).reason()).contains("migration.verify-schema");
            assertThat(endpoint(context, true).objects()).isNull();
        });
    }

    @Test
    void theSchemaIsReadOnlyOnceWhileNothingChanges() {
        looking().run(context -> {
            MigrationMonitor monitor = context.getBean(MigrationMonitor.class);
            context.getBean(DriftSchedule.class).stop();
            database.execute("CREATE INDEX hot ON thing (name)");
            DriftLook first = monitor.lookForDrift();

            DriftLook second = monitor.lookForDrift();

            assertThat(second.drift().orElseThrow()).isSameAs(first.drift().orElseThrow());
            assertThat(first.drift().orElseThrow().basis()).isEqualTo(Basis.FINGERPRINT);
        });
    }

    @Test
    void aFailedLookKeepsTheLastResultAndConcernsNobody() {
        looking().run(context -> {
            MigrationMonitor monitor = context.getBean(MigrationMonitor.class);
            context.getBean(DriftSchedule.class).stop();
            monitor.lookForDrift();
            database.execute("ALTER TABLE migration_revision ALTER COLUMN facts TYPE text");

            DriftLook failed = monitor.lookForDrift();

            assertThat(failed.failure()).isPresent();
            assertThat(failed.isKnown()).isTrue();
            assertThat(endpoint(context, false).error()).doesNotContain("migration_revision");
            database.execute("ALTER TABLE migration_revision ALTER COLUMN facts TYPE jsonb USING facts::jsonb");
            assertThat(monitor.lookForDrift().failure()).isEmpty();
        });
    }

    @Test
    void stoppingDoesNotWaitForALook() throws SQLException {
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            looking().run(context -> {
                DriftSchedule schedule = context.getBean(DriftSchedule.class);
                schedule.stop();
                database.execute("CREATE VIEW v AS SELECT * FROM thing");
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE thing IN ACCESS EXCLUSIVE MODE");
                schedule.start();
                database.await("EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'thing'::regclass)");

                schedule.stop();

                assertThat(schedule.isRunning()).isFalse();
                other.rollback();
            });
        }
    }

    private ApplicationContextRunner looking() {
        return runner.withPropertyValues(
                "migration.verify-schema=warn", "migration.drift.enabled=true", "migration.drift.interval=1s");
    }

    private static double gauge(ApplicationContext context) {
        SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
        if (registry.find("migration.drift").gauge() == null) {
            context.getBean(MigrationMetrics.class).bindTo(registry);
        }
        return registry.get("migration.drift")
                .tag("database", "primary")
                .gauge()
                .value();
    }

    private static DriftDescriptor endpoint(ApplicationContext context, boolean sql) {
        return requireNonNull(
                DatabaseDescriptor.of(context.getBean(MigrationMonitor.class).read(), sql)
                        .shortened()
                        .drift());
    }
}
