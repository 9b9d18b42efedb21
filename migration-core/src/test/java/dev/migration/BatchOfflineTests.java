// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;

/** The offline text of revisions with batches, run by the real psql. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BatchOfflineTests extends MigratorTestBase {

    private Psql psql;

    @BeforeEach
    void findPsql() {
        psql = new Psql(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id | id int PRIMARY KEY | i",
                "a,b | a text, b date, PRIMARY KEY (a, b) | concat('A''b', i % 9), date '2026-01-01' + i",
                "id | id uuid PRIMARY KEY | gen_random_uuid()",
                "ctid | id int | i"
            })
    void eachRowIsChangedOnce(String key, String columns, String values) {
        sql("CREATE TABLE t (" + columns + ", v int NOT NULL DEFAULT 0, raw text DEFAULT 'It''s \\ %')");
        sql("INSERT INTO t SELECT " + values + " FROM generate_series(1, 5000) i");
        sql("CREATE INDEX ON t (v)");
        revisions.table("before", "");
        revisions.revision(
                "a", "before", """
                CREATE TABLE u (v int);
                -- @batch table=t key=%1$s
                UPDATE t AS x SET v = v + 1 WHERE raw LIKE 'It''s \\\\ %%';
                -- @batch table=t key=%1$s
                INSERT INTO u SELECT t.v FROM t;
                """.formatted(key), "-- @batch table=u key=ctid\nDELETE FROM u;\nDROP TABLE u;");

        psql.run(database, upgradeSql("heads")).succeeded();

        assertThat(text("SELECT concat_ws(' ', count(*), min(v), max(v)) FROM t"))
                .isEqualTo("5000 1 1");
        assertThat(text("SELECT concat_ws(' ', count(*), min(v), max(v)) FROM u"))
                .isEqualTo("5000 1 1");
        assertThat(
                        text(
                                "SELECT string_agg(concat_ws(' ', state, rows_changed, batches > 1), ', ') FROM migration_batch"))
                .isEqualTo("DONE 5000 t, DONE 5000 t");
        assertThat(text("SELECT state || coalesce(step, -1) FROM migration_revision WHERE revision = 'a'"))
                .isEqualTo("APPLIED-1");

        StringBuilder down = new StringBuilder();
        Revisions.load(settings()).downgradeSql("a:before", down);
        psql.run(database, down.toString()).succeeded();
        assertThat(applied()).containsExactly("before");
    }

    @Test
    void theSameTextContinuesWherePsqlWasKilled() throws Exception {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0)");
        sql("INSERT INTO t SELECT i FROM generate_series(1, 20000) i");
        sql(
                "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN NULL; END $$");
        sql("CREATE TRIGGER slow AFTER UPDATE ON t EXECUTE FUNCTION slow()");
        revisions.table("first", "");
        revisions.irreversible("a", "first", """
                CREATE TABLE u (v int);
                -- @batch table=t key=id
                UPDATE t SET v = v + 1;
                CREATE TABLE w (v int);
                """);
        String text = upgradeSql("heads");
        int kills = 0;
        while (kills < 3) {
            var run = threads.submit(() -> psql.run(database, text));
            int before = kills;
            database.await(
                    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'DO $migration_batch$%'"
                            + " AND clock_timestamp() - query_start > interval '1.2 s')");
            // The backend ends in the middle of a batch, as if psql or the server were killed.
            text(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'DO $migration_batch$%'"
                            + " AND datname = current_database() AND pid <> pg_backend_pid()");
            assertThat(run.get().exitCode()).isNotZero();
            kills = before + 1;
        }
        assertThat(text("SELECT state FROM migration_revision WHERE revision = 'a'"))
                .isEqualTo("RUNNING");
        assertThat(Integer.parseInt(text("SELECT count(*) FROM t WHERE v = 1"))).isBetween(1, 19_999);
        sql("DROP TRIGGER slow ON t");

        psql.run(database, text).succeeded();

        assertThat(text("SELECT concat_ws(' ', count(*), min(v), max(v)) FROM t"))
                .isEqualTo("20000 1 1");
        assertThat(applied()).containsExactly("first", "a");
        assertThat(tables()).containsExactly("first", "t", "u", "w");
    }

    @Test
    void aTextWhoseRowsHaveNoRangesStops() {
        sql("CREATE TABLE t (id int, v int)");
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET v = 1;");

        psql.run(database, upgradeSql("heads")).refused("the key id of t cannot be divided into ranges", "key=ctid");
    }

    private String upgradeSql(String range) {
        StringBuilder text = new StringBuilder();
        Revisions.load(settings()).upgradeSql(range, text);
        return text.toString();
    }
}
