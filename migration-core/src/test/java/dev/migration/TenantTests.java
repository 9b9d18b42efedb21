// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.result.MigrationResult;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.tenant.InvalidTenantsException;
import dev.migration.tenant.MissingTenantException;
import dev.migration.tenant.TenantOutcome;
import dev.migration.tenant.TenantOutcome.Result;
import dev.migration.tenant.TenantReport;
import dev.migration.tenant.TenantSettings;
import dev.migration.tenant.TenantSettings.OnFailure;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantState.Condition;
import dev.migration.tenant.TenantStates;
import dev.migration.tenant.TenantsBehindException;
import dev.migration.tenant.TenantsFailedException;
import dev.migration.tenant.run.TenantMigrator;
import dev.migration.version.StateTables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** The same revisions in many schemas. */
@Isolated("counts the server's transactions, to which other classes would add")
class TenantTests extends TenantTestBase {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE RULE keeper AS ON INSERT TO t002.migration_revision DO INSTEAD NOTHING",
                "UPDATE t002.migration_revision SET down_revisions = ARRAY['no name'] WHERE revision = 'a'"
            })
    void aTenantWithUnsafeTablesIsRefusedAndTheOthersAreNot(String fault) {
        revisions.table("a", "");
        String[] names = schemas(3);
        tenants(names).upgradeAll();
        revisions.table("b", "a");
        sql(fault);

        assertThat(tenants(names).states().all())
                .extracting(TenantState::condition)
                .containsExactly(Condition.PENDING, Condition.UNREADABLE, Condition.PENDING);
        assertThat(tenants(names).upgradeAll().outcomes())
                .extracting(TenantOutcome::result)
                .containsExactlyInAnyOrder(Result.UPGRADED, Result.UPGRADED, Result.FAILED);
        assertThat(tablesIn("t002")).containsExactly("a");
        assertThat(tablesIn("t003")).containsExactly("a", "b");
    }

    @Test
    void eachTenantGetsEveryRevisionInItsOwnSchema() {
        revisions.table("a", "").table("b", "a");

        TenantReport report = tenants(schemas(5)).upgradeAll();

        assertThat(report.outcomes())
                .hasSize(5)
                .allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(Result.UPGRADED))
                .allSatisfy(outcome -> assertThat(outcome.revisions()).isEqualTo(2));
        assertThat(report).hasToString("5 tenants: 5 upgraded (10 revisions)");
        for (String tenant : List.of("t001", "t005")) {
            assertThat(tablesIn(tenant)).containsExactly("a", "b");
            assertThat(appliedIn(tenant)).containsExactly("a", "b");
        }
        assertThat(tablesIn("public")).isEmpty();
        assertThat(text("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
    }

    @Test
    void theSecondRunFindsNothingToDoAndWritesNothing() {
        revisions.table("a", "");
        TenantMigrator tenants = tenants(schemas(3));
        tenants.upgradeAll();
        String before = text("SELECT pg_current_xact_id()::text");

        TenantReport report = tenants.upgradeAll();

        assertThat(report).hasToString("3 tenants: 3 up to date");
        // This query itself used the next transaction id.
        assertThat(Long.parseLong(text("SELECT pg_current_xact_id()::text"))).isEqualTo(Long.parseLong(before) + 1);
    }

    @Test
    void namesThatWouldBeSqlAreNames() {
        String hostile = "Ünï \"x\"; DROP SCHEMA public --";
        String[] names = {hostile, "a.b", "it's?", "$1", "{fn x}", "back\\slash", "public"};
        schemas(Stream.of(names).filter(name -> !name.equals("public")).toArray(String[]::new));
        revisions.table("a", "").repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT * FROM a;");

        TenantReport report = tenants(names).upgradeAll().requireComplete();

        assertThat(report).hasToString("7 tenants: 7 upgraded (7 revisions)");
        for (String name : names) {
            assertThat(tablesIn(name)).as(name).containsExactly("a");
            assertThat(appliedIn(name)).as(name).contains("a");
        }
        assertThat(tenants(names).states().upToDate()).isEqualTo(7);
        assertThat(tenants(names).upgradeAll()).hasToString("7 tenants: 7 up to date");
    }

    @Test
    void namesThatCannotBeAreRefusedTogetherBeforeAnythingRuns() {
        revisions.table("a", "");
        schemas("good");

        assertThatExceptionOfType(InvalidTenantsException.class)
                .isThrownBy(
                        () -> tenants("good", "", "pg_catalog", "information_schema", "$user", "x".repeat(64), "nul\0")
                                .upgradeAll())
                .satisfies(refused -> assertThat(refused.problem())
                        .contains("is empty")
                        .contains("'pg_catalog'")
                        .contains("'information_schema'")
                        .contains("'$user'")
                        .contains("64 bytes")
                        .contains("character 0"));
        assertThat(tablesIn("good")).isEmpty();
    }

    @Test
    void aNameThatComesTwiceIsOneTenant() {
        revisions.table("a", "");
        schemas("t");

        assertThat(tenants("t", "t").upgradeAll().outcomes()).hasSize(1);
    }

    @Test
    void patternMatchesWholeNamesOfExistingSchemas() {
        revisions.table("a", "");
        schemas("tenant_a", "tenant_b", "xtenant_c", "tenants", "pgx");
        TenantMigrator fitting = TenantMigrator.builder(migrator())
                .source(TenantSource.matching("tenant_.*"))
                .build();
        TenantMigrator every = TenantMigrator.builder(migrator())
                .source(TenantSource.matching(".*"))
                .build();

        assertThat(fitting.upgradeAll().outcomes())
                .extracting(TenantOutcome::tenant)
                .containsExactly("tenant_a", "tenant_b");
        assertThat(every.states().all())
                .extracting(TenantState::tenant)
                .containsExactly("pgx", "tenant_a", "tenant_b", "tenants", "xtenant_c");
    }

    @Test
    void aPatternThatCannotBeReadIsRefusedWithItsPlace() {
        assertThatExceptionOfType(InvalidTenantsException.class)
                .isThrownBy(() -> TenantSource.matching("tenant_(.*"))
                .withMessageContaining("tenant_(.*")
                .withMessageContaining("character");
    }

    @Test
    void aSourceReadsItsTableOnTheMigrationsConnection() {
        revisions.table("a", "");
        schemas("one", "two");
        sql("CREATE TABLE public.tenant AS SELECT unnest(ARRAY['one', 'two']) AS name");
        TenantMigrator tenants = TenantMigrator.builder(migrator())
                .source(database -> database.sql("SELECT name FROM public.tenant ORDER BY 1")
                        .query(String.class)
                        .list())
                .build();

        assertThat(tenants.upgradeAll()).hasToString("2 tenants: 2 upgraded (2 revisions)");

        sql("INSERT INTO public.tenant VALUES ('three')");
        schemas("three");
        assertThat(tenants.upgradeAll()).hasToString("3 tenants: 1 upgraded (1 revision), 2 up to date");
    }

    @Test
    void failedTenantDoesNotStopTheOthersAndTheNextRunContinuesIt() {
        revisions
                .table("a", "")
                .irreversible("b", "a", "INSERT INTO flaw VALUES (1);")
                .table("c", "b");
        String[] names = schemas(20);
        for (String name : names) {
            sql("CREATE TABLE " + name + ".flaw (id int" + (name.equals("t007") ? " CHECK (id > 1)" : "") + ")");
        }

        TenantReport report = tenants(names).upgradeAll();

        assertThat(report).hasToString("20 tenants: 19 upgraded (57 revisions), 1 failed");
        assertThat(outcome(report, "t007").failure())
                .get()
                .isInstanceOf(RevisionFailedException.class)
                .asString()
                .contains("flaw_id_check");
        assertThat(appliedIn("t007")).containsExactly("a");
        assertThatExceptionOfType(TenantsFailedException.class)
                .isThrownBy(report::requireComplete)
                .withMessageContaining("Tenant t007")
                .withMessageContaining("flaw_id_check")
                .withMessageContaining("upgrade again");

        sql("ALTER TABLE t007.flaw DROP CONSTRAINT flaw_id_check");
        assertThat(tenants(names).upgradeAll()).hasToString("20 tenants: 1 upgraded (2 revisions), 19 up to date");
        assertThat(appliedIn("t007")).containsExactly("a", "b", "c");
    }

    @Test
    void failureStopsTheOthersIfConfigured() {
        revisions.irreversible("a", "", "INSERT INTO nothing VALUES (1);");

        TenantReport report =
                tenants(builder(), settings(2, OnFailure.STOP), schemas(20)).upgradeAll();

        assertThat(report.count(Result.FAILED)).isBetween(1L, 2L);
        assertThat(report.count(Result.NOT_TRIED)).isGreaterThanOrEqualTo(18);
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void theReportOfManyFailuresShowsTheFirstInFullAndCountsTheRest() {
        revisions.irreversible("a", "", "INSERT INTO nothing VALUES (1);");

        assertThatExceptionOfType(TenantsFailedException.class)
                .isThrownBy(() -> tenants(schemas(8)).upgradeAll().requireComplete())
                .withMessageContaining("8 tenants: 8 failed")
                .withMessageContaining("Tenant t005:")
                .withMessageContaining("3 tenants more")
                .satisfies(failed -> assertThat(failed.problem()).doesNotContain("Tenant t006:"));
    }

    @Test
    void aSchemaThatIsMissingIsAFailureOfThatTenantAlone() {
        revisions.table("a", "");
        schemas("there");

        TenantReport report = tenants("there", "gone").upgradeAll();

        assertThat(report).hasToString("2 tenants: 1 upgraded (1 revision), 1 failed");
        assertThat(outcome(report, "gone").failure())
                .get()
                .isInstanceOf(MissingTenantException.class)
                .asString()
                .contains("CREATE SCHEMA \"gone\";")
                .contains("migration.tenants.create-schemas=true");
        assertThat(text("SELECT count(*) FROM pg_namespace WHERE nspname = 'gone'"))
                .isEqualTo("0");
    }

    @Test
    void missingSchemaIsCreatedIfConfigured() {
        revisions.table("a", "");
        TenantSettings creating = new TenantSettings("heads", true, 4, OnFailure.CONTINUE);

        assertThat(tenants(builder(), creating, "new", "Also \"new\"")
                        .upgradeAll()
                        .isComplete())
                .isTrue();

        assertThat(tablesIn("Also \"new\"")).containsExactly("a");
    }

    @Test
    void aNewTenantIsUpgradedWhileTheApplicationRuns() {
        revisions.table("a", "").table("b", "a");
        TenantMigrator creating = tenants(builder(), new TenantSettings("a", true, 4, OnFailure.CONTINUE), schemas(2));
        creating.upgradeAll();

        MigrationResult result = creating.upgrade("new_tenant");

        assertThat(result.plan().steps()).hasSize(1);
        assertThat(tablesIn("new_tenant")).containsExactly("a");
        assertThatExceptionOfType(MissingTenantException.class)
                .isThrownBy(() -> tenants().upgrade("other"))
                .withMessageContaining("other");
        assertThatExceptionOfType(InvalidTenantsException.class).isThrownBy(() -> creating.upgrade("pg_x"));
    }

    @Test
    void scriptsSeeTheTenantFirstAndThenWhatTheConnectionShows() {
        sql("CREATE SCHEMA shared CREATE TABLE country (name text)");
        sql("CREATE TABLE public.item (name text)");
        PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
        source.setCurrentSchema("shared,public");
        revisions
                .irreversible("a", "", "CREATE TABLE item AS SELECT name FROM country;")
                .irreversible("b", "a", "SET search_path = pg_catalog; CREATE TABLE public.stray (id int);")
                .irreversible("c", "b", "CREATE TABLE path AS SELECT current_setting('search_path') AS seen;")
                .repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT * FROM item;");

        tenants(builder().dataSource(source), schemas(1)).upgradeAll().requireComplete();

        assertThat(tablesIn("t001")).containsExactly("item", "path");
        assertThat(text("SELECT seen FROM t001.path")).isEqualTo("\"t001\", shared,public");
        assertThat(text("SELECT relkind::text FROM pg_class WHERE oid = 't001.v'::regclass"))
                .isEqualTo("v");
        assertThat(text("SELECT count(*) FROM shared.country")).isEqualTo("0");
        assertThat(tablesIn("shared")).containsExactly("country");
    }

    @Test
    void javaRevisionsSegmentsHooksAndRepeatablesWorkInTheSchemaOfTheTenant() {
        revisions
                .table("a", "")
                .write(
                        "i",
                        "-- @revision i\n-- @revises j\n-- @upgrade\nCREATE TABLE piece (id int);\n"
                                + "CREATE INDEX CONCURRENTLY piece_ix ON piece (id);\n")
                .write("h", "-- @hook after-upgrade\nCREATE TABLE IF NOT EXISTS hooked (id int);")
                .repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT id FROM j;");
        MigratorBuilder template = builder().javaRevisions(List.of(new MakesTable()));

        tenants(template, schemas(3)).upgradeAll().requireComplete();

        for (String tenant : List.of("t001", "t002", "t003")) {
            assertThat(tablesIn(tenant)).containsExactly("a", "hooked", "j", "piece");
            assertThat(text("SELECT indisvalid FROM pg_index WHERE indexrelid = '" + tenant + ".piece_ix'::regclass"))
                    .isEqualTo("t");
        }
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT id, 1 AS more FROM j;");
        assertThat(tenants(template, "t001", "t002", "t003").upgradeAll())
                .hasToString("3 tenants: 3 upgraded (0 revisions)");
        assertThat(text("SELECT count(*) FROM pg_attribute WHERE attrelid = 't003.v'::regclass"))
                .isEqualTo("2");
    }

    @Test
    void statesContainTheConditionOfEachTenant() {
        revisions.table("a", "");
        String[] names = schemas(6);
        tenants(names).upgradeAll();
        migratorOf("t006").stamp("base");
        revisions.irreversible("b", "a", "INSERT INTO flaw VALUES (1);");
        for (String name : List.of("t001", "t002")) {
            sql("CREATE TABLE " + name + ".flaw (id int)");
            migratorOf(name).upgrade("heads");
        }
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migratorOf("t003").upgrade("heads"));
        sql("UPDATE t004.migration_revision SET checksum = 'v1:other'");
        sql("DROP SCHEMA t005 CASCADE");

        TenantStates states = tenants(names).states();

        assertThat(states.all())
                .extracting(TenantState::condition)
                .containsExactly(
                        Condition.UP_TO_DATE,
                        Condition.UP_TO_DATE,
                        Condition.FAILED,
                        Condition.DIVERGED,
                        Condition.MISSING,
                        Condition.PENDING);
        assertThat(states).hasToString("6 tenants: 2 up to date, 1 pending, 3 failed");
        assertThat(states.all().get(2).detail()).startsWith("b failed: ");
        assertThat(states.all().get(2).current()).containsExactly("a");
        assertThat(states.all().get(5).pending()).isEqualTo(2);
        assertThat(states.behind()).extracting(TenantState::tenant).containsExactly("t003", "t004", "t005", "t006");
        assertThatExceptionOfType(TenantsBehindException.class)
                .isThrownBy(() -> tenants(names).verify())
                .withMessageContaining("t003: b failed")
                .withMessageContaining("t006: 2 pending");
    }

    @Test
    void aTenantThatMayNotBeReadHidesNoOther() {
        revisions.table("a", "");
        String[] names = schemas(5);
        tenants(names).upgradeAll();
        sql("CREATE ROLE reader_" + database.name() + " LOGIN PASSWORD 'r'");
        try {
            for (String name : names) {
                sql("GRANT USAGE ON SCHEMA " + name + " TO reader_" + database.name());
                if (!name.equals("t003")) {
                    sql("GRANT SELECT ON ALL TABLES IN SCHEMA " + name + " TO reader_" + database.name());
                }
            }
            PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
            source.setUser("reader_" + database.name());
            source.setPassword("r");

            TenantStates states = tenants(builder().dataSource(source), names).states();

            assertThat(states.upToDate()).isEqualTo(4);
            assertThat(states.all().get(2).condition()).isEqualTo(Condition.UNREADABLE);
            assertThat(states.all().get(2).detail()).contains("42501");
        } finally {
            sql("DROP OWNED BY reader_" + database.name());
            sql("DROP ROLE reader_" + database.name());
        }
    }

    @Test
    void whatTheSettingsTolerateIsNoFailure() {
        revisions.table("a", "");
        tenants(schemas(1)).upgradeAll();
        sql("UPDATE t001.migration_revision SET checksum = 'v1:other'");

        MigratorBuilder tolerant = builder()
                .settings(settings().toBuilder()
                        .policies(UpgradePolicies.REFUSE.onEdited(UpgradePolicy.WARN))
                        .build());

        assertThat(tenants("t001").upgradeAll().count(Result.FAILED)).isEqualTo(1);
        assertThatNoException().isThrownBy(() -> tenants(tolerant, "t001").verify());
        assertThat(tenants(tolerant, "t001").upgradeAll().isComplete()).isTrue();
    }

    @Test
    void aTargetBelowTheHeadsLeavesTheRestPending() {
        revisions.table("a", "").table("b", "a");
        TenantMigrator low = tenants(builder(), new TenantSettings("a", false, 2, OnFailure.CONTINUE), schemas(3));

        assertThat(low.upgradeAll()).hasToString("3 tenants: 3 upgraded (3 revisions)");
        assertThat(low.upgradeAll()).hasToString("3 tenants: 3 up to date");
        assertThat(low.states().pending()).isEqualTo(3);
    }

    @Test
    void listenerKnowsTheTenantOfItsEvents() {
        revisions.table("a", "");
        Queue<String> received = new ConcurrentLinkedQueue<>();
        MigratorBuilder template = builder().listener(new Named("nobody", received));

        tenants(template, schemas(3)).upgradeAll();

        assertThat(received).containsExactlyInAnyOrder("t001", "t002", "t003");
    }

    @Test
    void theFrontDoorOfOneTenantDoesTheRest() {
        revisions.table("a", "").table("b", "a");
        TenantMigrator tenants = tenants(schemas(2));
        tenants.upgradeAll();

        tenants.migrator("t002").downgrade("a");

        assertThat(tablesIn("t002")).containsExactly("a");
        assertThat(tablesIn("t001")).containsExactly("a", "b");
        assertThat(tenants.migrator("t002").reader().status().pending()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void fewerThanOneAtATimeIsRefused(int parallel) {
        assertThatExceptionOfType(InvalidTenantsException.class)
                .isThrownBy(() -> settings(parallel, OnFailure.CONTINUE))
                .withMessageContaining("migration.tenants.parallel");
    }

    @Test
    void aSchemaOfItsOwnForTheStateIsRefused() {
        revisions.table("a", "");
        MigratorBuilder elsewhere = builder()
                .settings(settings().toBuilder()
                        .tables(StateTables.DEFAULT.in("state"))
                        .build());

        assertThatExceptionOfType(InvalidTenantsException.class)
                .isThrownBy(() -> tenants(elsewhere, "t"))
                .withMessageContaining("migration.schema");
    }

    @Test
    void withoutTenantsNothingIsDone() {
        revisions.table("a", "");

        assertThat(tenants().upgradeAll().outcomes()).isEmpty();
        assertThat(tablesIn("public")).isEmpty();
    }

    private Migrator migratorOf(String tenant) {
        return tenants().migrator(tenant);
    }

    private record Named(String name, Queue<String> received) implements MigrationListener {

        @Override
        public void on(MigrationEvent event) {
            if (event instanceof MigrationEvent.RevisionFinished) {
                received.add(name);
            }
        }

        @Override
        public MigrationListener forTenant(String tenant) {
            return new Named(tenant, received);
        }
    }

    @RevisionHeader(revision = "j", revises = "a")
    static class MakesTable implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("CREATE TABLE j AS SELECT id FROM a").update();
        }
    }
}
