// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;
import dev.migration.test.postgres.PgBouncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A schema that comes before {@code pg_catalog} in the search_path contains a function, an operator, a type and a relation for
 * each name of {@code pg_catalog}. A statement of this library that uses one of them by its unqualified name fails.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PlantedObjectTests extends MigratorTestBase {

    private static final String PLANT = """
            CREATE SCHEMA planted;
            CREATE SEQUENCE planted.calls;
            CREATE FUNCTION planted.called(what text) RETURNS bool LANGUAGE plpgsql SET search_path = pg_catalog AS $$
                BEGIN PERFORM nextval('planted.calls'); RAISE EXCEPTION 'planted object: %', what; END $$;
            DO $plant$
            DECLARE f record; arguments text;
            BEGIN
              FOR f IN SELECT oid, proname, proargtypes, prorettype, provariadic FROM pg_proc
                  WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind IN ('f', 'a', 'w') LOOP
                FOREACH arguments IN ARRAY ARRAY[
                    (SELECT coalesce(string_agg('pg_catalog.' || quote_ident(t.typname), ', ' ORDER BY place), '')
                      FROM unnest(f.proargtypes) WITH ORDINALITY a (type, place) JOIN pg_type t ON t.oid = a.type),
                    (SELECT coalesce(string_agg('pg_catalog.' || quote_ident(replace(t.typname, 'text', 'varchar')), ', '
                      ORDER BY place), '')
                      FROM unnest(f.proargtypes) WITH ORDINALITY a (type, place) JOIN pg_type t ON t.oid = a.type),
                    (SELECT string_agg('pg_catalog.anyelement', ', ') FROM unnest(f.proargtypes) a WHERE a <> 0
                      HAVING bool_or(a = '"any"'::regtype)),
                    CASE WHEN '"any"'::regtype = ANY (f.proargtypes) THEN 'VARIADIC pg_catalog.text[]' END] LOOP
                  CONTINUE WHEN arguments IS NULL;
                  BEGIN
                    EXECUTE format('CREATE FUNCTION planted.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L', f.proname, arguments,
                      CASE WHEN f.prorettype = 'record'::regtype THEN 'pg_catalog.text' ELSE format_type(f.prorettype, NULL) END,
                      format('BEGIN PERFORM planted.called(%L); END', f.proname));
                  EXCEPTION WHEN OTHERS THEN NULL; -- a type that only functions in C can have, or a duplicate
                  END;
                END LOOP;
              END LOOP;
              FOR f IN SELECT oprname, l.typname AS l, r.typname AS r, oprresult FROM pg_operator o
                  JOIN pg_type l ON l.oid = oprleft JOIN pg_type r ON r.oid = oprright
                  WHERE oprnamespace = 'pg_catalog'::regnamespace
                UNION SELECT name, l, r, CASE name WHEN '||' THEN 'text'::regtype ELSE 'bool'::regtype END
                  FROM unnest(ARRAY['=', '<>', '||']) AS name,
                    unnest(ARRAY['text', 'varchar', 'name', 'oid', 'int4', 'int8', 'numeric', 'bool']) AS l,
                    unnest(ARRAY['text', 'varchar', 'name', 'oid', 'int4', 'int8', 'numeric', 'bool']) AS r LOOP
                BEGIN
                  EXECUTE format('CREATE FUNCTION planted.operator_%s(pg_catalog.%I, pg_catalog.%I) RETURNS %s LANGUAGE plpgsql'
                    ' AS %L', md5(f.oprname), f.l, f.r, format_type(f.oprresult, NULL),
                    format('BEGIN PERFORM planted.called(%L); END', f.oprname));
                  EXECUTE format('CREATE OPERATOR planted.%s (LEFTARG = pg_catalog.%I, RIGHTARG = pg_catalog.%I,'
                    ' FUNCTION = planted.operator_%s)', f.oprname, f.l, f.r, md5(f.oprname));
                EXCEPTION WHEN OTHERS THEN NULL;
                END;
              END LOOP;
              FOR f IN SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind IN ('r', 'v') LOOP
                EXECUTE format('CREATE VIEW planted.%I AS SELECT planted.called(%L) AS planted', f.relname, f.relname);
              END LOOP;
              FOREACH arguments IN ARRAY ARRAY['name', 'oid', 'regclass', 'timestamptz', 'bytea', 'uuid', 'jsonb', 'xid8',
                  'text'] LOOP
                EXECUTE format('CREATE DOMAIN planted.%1$I AS pg_catalog.%1$I CHECK (planted.called(%1$L))', arguments);
              END LOOP;
            END $plant$""";

    private PGSimpleDataSource source;

    @BeforeEach
    void plant() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(PLANT);
        }
        sql("ALTER DATABASE " + database.name() + " SET search_path = planted, pg_catalog, public");
        source = source(database.url(), database.username(), database.password());
        revisions
                .table("a1", "")
                .revision(
                        "b2",
                        "a1",
                        "CREATE TABLE b2 (id int);\nCREATE INDEX CONCURRENTLY b2_id ON b2 (id);\nCREATE TABLE b3 ();",
                        "DROP INDEX CONCURRENTLY b2_id;\nDROP TABLE b3;\nDROP TABLE b2;")
                .write("v", "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        revisions.write("h", "-- @hook before-revision\nSET LOCAL statement_timeout = '1min';");
    }

    @AfterEach
    void nothingPlantedWasCalled() {
        assertThat(plain("SELECT is_called::pg_catalog.text FROM planted.calls"))
                .isEqualTo("false");
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
        Migrator migrator = builder().dataSource(source).build();

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
        Migrator migrator = builder().dataSource(source).build();

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .withMessageContaining("c3_id");
        assertThatExceptionOfType(RevisionFailedException.class).isThrownBy(() -> migrator.upgrade("heads"));
        migrator.resolve("c3", Resolution.ROLLED_BACK);
    }

    @Test
    void aWaitForALockCallsNothingThatIsPlanted() throws Exception {
        Migrator migrator = builder().dataSource(source).build();
        migrator.upgrade("heads");
        revisions.irreversible("c3", "b2", "ALTER TABLE planted.a1 ADD COLUMN more int;");
        try (Connection reader = transaction("LOCK TABLE planted.a1")) {
            builder()
                    .dataSource(source)
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
        TenantMigrator tenants = TenantMigrator.builder(
                        builder().dataSource(source).build())
                .source(TenantSource.matching("t[0-9]"))
                .build();
        tenants.upgradeAll();
        tenants.upgradeAll();
        assertThat(tenants.states().behind()).isEmpty();
    }

    private String plain(String query) {
        return JdbcClient.create(source)
                .sql(query)
                .query(String.class)
                .optional()
                .orElse("");
    }
}
