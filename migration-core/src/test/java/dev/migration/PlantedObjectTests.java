// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;
import dev.migration.test.postgres.PgBouncer;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Commands on a database whose search_path leads to other objects with the names of those of {@code pg_catalog}. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PlantedObjectTests extends PlantedObjectTestBase {

    @BeforeEach
    void write() {
        revisions
                .table("a1", "")
                .revision(
                        "b2",
                        "a1",
                        "CREATE TABLE b2 (id int);\nCREATE INDEX CONCURRENTLY b2_id ON b2 (id);\nCREATE TABLE b3 ();\n"
                                + "CREATE INDEX CONCURRENTLY IF NOT EXISTS b2_id ON b2 (id);\n"
                                + "COMMENT ON TABLE b3 IS 'Gr\u00f6\u00dfe \\';\nREINDEX INDEX CONCURRENTLY b2_id;",
                        "DROP INDEX CONCURRENTLY b2_id;\nDROP TABLE b3;\nDROP TABLE b2;")
                .write("v", "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        revisions.write("h", "-- @hook before-revision\nSET LOCAL statement_timeout = '1min';");
    }

    @Test
    void thePlantedObjectsAreCalledByTheirNames() {
        // As in the schema itself: the test would otherwise prove nothing.
        for (String statement : List.of(
                "SELECT pg_backend_pid()",
                "SELECT set_config('a.b', 'c', true)",
                "SELECT left('abc', 1)",
                "SELECT 1 FROM pg_catalog.pg_class WHERE relname = 'pg_class'",
                "SELECT 'a'::text",
                "SELECT concat_ws(',', 'a', 'b')",
                "SELECT 1 / 1",
                "SELECT * FROM pg_class")) {
            assertThatExceptionOfType(Exception.class)
                    .as(statement)
                    .isThrownBy(() -> plain(statement))
                    .withMessageContaining("planted object");
        }
        plain("SELECT pg_catalog.setval('planted.calls', 1, false)");
    }

    @Test
    void aMigrationCallsNothingThatIsPlanted() {
        Migrator migrator = migrator();

        migrator.upgrade("heads");
        MigrationReader reader = migrator.reader();
        assertThat(reader.status().current()).hasSize(1);
        assertThat(reader.snapshot().last()).isPresent();
        assertThat(reader.record("b2").entries()).isNotEmpty();
        assertThat(reader.lockHolder()).isEmpty();
        reader.verify();
        migrator.upgrade("heads");
        migrator.accept(List.of("a1"), Optional.empty());
        migrator.downgrade("base");
        migrator.stamp("heads");
        migrator.stamp(new StampRequest(List.of("a1"), true, Optional.of("note")));
        migrator.ensureTables();
    }

    @Test
    void aFailedAndAnInterruptedRevisionCallNothingThatIsPlanted() {
        revisions.revision(
                "c3",
                "b2",
                "CREATE TABLE c3 (id int);\nINSERT INTO c3 VALUES (1), (1);\n"
                        + "CREATE UNIQUE INDEX CONCURRENTLY c3_id ON c3 (id);",
                "DROP TABLE c3;");
        Migrator migrator = migrator();

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .withMessageContaining("c3_id");
        assertThatExceptionOfType(RevisionFailedException.class).isThrownBy(() -> migrator.upgrade("heads"));
        migrator.resolve("c3", Resolution.ROLLED_BACK);
    }

    @Test
    void aWaitForALockCallsNothingThatIsPlanted() throws Exception {
        Migrator migrator = migrator();
        migrator.upgrade("heads");
        revisions.irreversible("c3", "b2", "ALTER TABLE planted.a1 ADD COLUMN more int;");
        try (Connection reader = transaction("LOCK TABLE planted.a1")) {
            builder()
                    .listener(at(MigrationEvent.WaitingToRetry.class, event -> {
                        if (event.attempts() == 2) {
                            rollback(reader);
                        }
                    }))
                    .build()
                    .upgrade("heads");
        }
    }

    @Test
    void throughAPoolerNothingThatIsPlantedIsCalled() throws Exception {
        assumeThat(PgBouncer.program()).as("PgBouncer is not installed").isPresent();
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            Migrator migrator = builder().dataSource(pooler.dataSource()).build();

            migrator.upgrade("a1");
            migrator.accept(List.of("a1"), Optional.empty());
            migrator.downgrade("base");
            migrator.stamp("heads");
            assertThat(migrator.reader().snapshot().last()).isPresent();
        }
    }

    @Test
    void theTenantsAndPsqlCallNothingThatIsPlanted() throws Exception {
        Revisions scripts = Revisions.load(settings());
        StringBuilder text = new StringBuilder();
        scripts.upgradeSql("base:heads", text);
        scripts.downgradeSql("heads:a1", text);
        new Psql(directory).run(source, text.toString()).succeeded();

        sql("CREATE SCHEMA t1");
        TenantMigrator tenants = TenantMigrator.builder(migrator())
                .source(TenantSource.matching("t[0-9]"))
                .build();
        tenants.upgradeAll();
        tenants.upgradeAll();
        assertThat(tenants.states().behind()).isEmpty();
    }
}
