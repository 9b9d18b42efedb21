// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Statements that run in batches. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BatchTests extends MigratorTestBase {

    private static final String COUNTED = "-- @batch table=t key=%s\nUPDATE t SET v = v + 1;";

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("id", "id bigint PRIMARY KEY", "i"),
                Arguments.of("a,b", "a int, b text, PRIMARY KEY (a, b)", "i % 7, 'x' || i"),
                Arguments.of(
                        "b,a",
                        "a timestamptz, b varchar(20), UNIQUE (b, a), PRIMARY KEY (b, a)",
                        "now() - i * interval '1 s', 'x' || i % 50"),
                Arguments.of("id", "id uuid PRIMARY KEY", "gen_random_uuid()"),
                Arguments.of("id", "id text COLLATE \"C\" PRIMARY KEY", "chr(65 + i % 26) || i || chr(97 + i % 26)"),
                Arguments.of("id", "id text PRIMARY KEY", "chr(65 + i % 26) || chr(97 + i % 7) || '\"\\' || i"),
                Arguments.of("\"Odd \"\"Id\"", "\"Odd \"\"Id\" numeric(12,2) PRIMARY KEY", "i * 1.5"),
                Arguments.of("id", "id bytea PRIMARY KEY", "decode(md5(i::text), 'hex')"),
                Arguments.of("id", "id date PRIMARY KEY", "date '0001-01-01 BC' + i"),
                Arguments.of("id", "id double precision PRIMARY KEY", "sqrt(i)"),
                Arguments.of("ctid", "id int", "i"));
    }

    /** Each transaction sets its isolation level, which it can do only before its first query. */
    @Test
    void revisionsInBatchesHaveNoMessagesOfTheirOwnWhateverTheDatabaseHasAsDefault() {
        sql("CREATE TABLE t AS SELECT i AS id, 0 AS v FROM generate_series(1, 10) i");
        sql("ALTER TABLE t ADD PRIMARY KEY (id)");
        sql("ALTER DATABASE " + database.name() + " SET default_transaction_isolation = 'serializable'");
        revisions
                .irreversible("a", "", COUNTED.formatted("id"))
                .irreversible("b", "a", COUNTED.formatted("id") + "\nDO 'BEGIN RAISE NOTICE ''of the script''; END';")
                .irreversible("c", "b", COUNTED.formatted("id mode=background"))
                .irreversible(
                        "d", "c", "-- @batch table=t key=id mode=background errors=3\nUPDATE t SET v = 10 / (id - 5);");
        List<String> messages = new CopyOnWriteArrayList<>();

        builder()
                .listener(at(MigrationEvent.ServerMessage.class, message -> messages.add(message.message())))
                .build()
                .upgrade("heads");
        builder()
                .listener(at(MigrationEvent.ServerMessage.class, message -> messages.add(message.message())))
                .build()
                .work();

        assertThat(messages).containsExactly("of the script");
    }

    @ParameterizedTest(name = "key {0} of {1}")
    @MethodSource("keys")
    void eachRowIsChangedOnceWhateverItsKeyIs(String key, String columns, String values) {
        sql("CREATE TABLE t (" + columns + ", v int NOT NULL DEFAULT 0, filler text DEFAULT repeat('x', 100))");
        sql("INSERT INTO t SELECT " + values + " FROM generate_series(1, 12000) i");
        revisions.irreversible("a", "", "SET datestyle = 'SQL, DMY';\n" + COUNTED.formatted(key));

        migrator().upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', count(*), min(v), max(v)) FROM t"))
                .isEqualTo("12000 1 1");
        assertThat(text("SELECT concat_ws(' ', state, rows_changed, batches > 3) FROM migration_batch"))
                .isEqualTo("DONE 12000 t");
        assertThat(text("SELECT state || coalesce(step, -1) FROM migration_revision"))
                .isEqualTo("APPLIED-1");
    }

    @Test
    void rowsThatMoveBetweenBlocksAreMetOnce() {
        sql("CREATE TABLE t (id int, v int NOT NULL DEFAULT 0, filler text DEFAULT repeat('x', 300))");
        sql("INSERT INTO t SELECT i FROM generate_series(1, 30000) i");
        sql("CREATE INDEX ON t (v)");
        // Free space everywhere: new versions are written into blocks before and behind their range.
        sql("DELETE FROM t WHERE id % 3 = 0");
        sql("VACUUM t");
        revisions.irreversible("a", "", COUNTED.formatted("ctid"));

        migrator().upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', count(*), min(v), max(v)) FROM t"))
                .isEqualTo("20000 1 1");
    }

    @Test
    void aSectionHasBatchesBetweenOtherStatementsAndMayBeReverted() {
        sql("CREATE TABLE t (id int PRIMARY KEY, email text)");
        sql("INSERT INTO t SELECT i, 'A' || i FROM generate_series(1, 3000) i");
        revisions.revision("a", "", """
                ALTER TABLE t ADD COLUMN norm text;
                -- @batch table=t key=id
                UPDATE t SET norm = lower(email) WHERE norm IS NULL;
                ALTER TABLE t ALTER COLUMN norm SET NOT NULL;
                CREATE TABLE copy (id int, norm text);
                -- @batch table=public.t key=id
                INSERT INTO copy SELECT t.id, t.norm FROM public.t t WHERE t.id > 10 ORDER BY t.id;
                -- @batch table=t key=id
                DELETE FROM t WHERE id > 100;
                """, """
                -- @batch table=copy key=ctid
                DELETE FROM copy;
                DROP TABLE copy;
                ALTER TABLE t DROP COLUMN norm;
                """);

        migrator().upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', count(*), min(norm)) FROM t")).isEqualTo("100 a1");
        assertThat(text("SELECT count(*) FROM copy")).isEqualTo("2990");

        migrator().downgrade("base");

        assertThat(columns()).containsExactly("t.email", "t.id");
        assertThat(text(
                        "SELECT string_agg(concat_ws(' ', direction, segment, state, rows_changed), ', ' ORDER BY direction, segment)"
                                + " FROM migration_batch"))
                .isEqualTo("DOWN 0 DONE 2990, UP 1 DONE 3000, UP 3 DONE 2990, UP 4 DONE 2900");

        sql("INSERT INTO t SELECT i, 'B' || i FROM generate_series(101, 200) i");
        migrator().upgrade("heads");
        assertThat(text("SELECT rows_changed FROM migration_batch WHERE segment = 1 AND direction = 'UP'"))
                .isEqualTo("200");
    }

    @Test
    void theBatchOfAnEarlierUpgradeIsNoCheckpoint() throws Throwable {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0, active boolean NOT NULL DEFAULT true)");
        sql("INSERT INTO t SELECT i FROM generate_series(1, 3000) i");
        String batch = "-- @batch table=t key=id\nUPDATE t SET v = v %s 1 WHERE active;";
        revisions.revision("a", "", batch.formatted("+"), batch.formatted("-"));
        migrator().upgrade("heads");
        migrator().downgrade("base");

        runsAgainAfterAFailureBeforeItsFirstBatch(() -> migrator().upgrade("heads"));
        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM t")).isEqualTo("1 1");
        runsAgainAfterAFailureBeforeItsFirstBatch(() -> migrator().downgrade("base"));
        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM t")).isEqualTo("0 0");
    }

    @Test
    void aBatchThatWasRevertedByHandBeginsAgain() throws Throwable {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0)");
        sql("INSERT INTO t SELECT i FROM generate_series(1, 3000) i");
        sql("ALTER TABLE t ADD CONSTRAINT most CHECK (id < 2000 OR v = 0)");
        revisions.irreversible("a", "", COUNTED.formatted("id"));
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .withMessageContaining("most");
        assertThat(text("SELECT max(v) FROM t")).isEqualTo("1");
        sql("UPDATE t SET v = 0");
        sql("ALTER TABLE t DROP CONSTRAINT most");
        migrator().resolve("a", Resolution.ROLLED_BACK);

        runsAgainAfterAFailureBeforeItsFirstBatch(() -> migrator().upgrade("heads"));

        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM t")).isEqualTo("1 1");
    }

    private void runsAgainAfterAFailureBeforeItsFirstBatch(ThrowingCallable command) throws Throwable {
        sql("ALTER TABLE t DROP CONSTRAINT t_pkey");
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(command)
                .withMessageContaining("has no unique index");
        sql("ALTER TABLE t ADD PRIMARY KEY (id)");
        command.call();
    }

    @Test
    void anEmptyTableIsDoneAtOnce() {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int)");
        sql("CREATE TABLE u (v int)");
        revisions.irreversible("a", "", COUNTED.formatted("id") + "\n-- @batch table=u key=ctid\nDELETE FROM u;");

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a");
    }

    @Test
    void theFilterOfAnUpdateMayNameOtherTablesAndCommonTableExpressions() {
        sql("CREATE TABLE t (id int PRIMARY KEY, kind int, v text)");
        sql("INSERT INTO t SELECT i, i % 3 FROM generate_series(1, 3000) i");
        sql("CREATE TABLE kind (id int PRIMARY KEY, name text)");
        sql("INSERT INTO kind VALUES (0, 'zero'), (1, 'one')");
        revisions.irreversible("a", "", """
                -- @batch table=t key=id
                WITH k AS (SELECT * FROM kind WHERE name <> 'two')
                UPDATE t AS x SET v = k.name -- the name
                  FROM k WHERE k.id = x.kind AND x.v IS NULL OR false -- nothing else
                ;
                """);

        migrator().upgrade("heads");

        assertThat(text("SELECT string_agg(concat_ws(' ', kind, v, n), ', ' ORDER BY kind) FROM"
                        + " (SELECT kind, v, count(*) n FROM t GROUP BY 1, 2) g"))
                .isEqualTo("0 zero 1000, 1 one 1000, 2 1000");
    }

    @Test
    void aPartitionedTableHasRangesOfItsKey() {
        sql(
                "CREATE TABLE t (id int, region text, v int DEFAULT 0, PRIMARY KEY (region, id)) PARTITION BY LIST (region)");
        sql("CREATE TABLE t_a PARTITION OF t FOR VALUES IN ('a')");
        sql("CREATE TABLE t_b PARTITION OF t FOR VALUES IN ('b')");
        sql("INSERT INTO t SELECT i, CASE i % 2 WHEN 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 5000) i");
        revisions.irreversible("a", "", COUNTED.formatted("region,id"));

        migrator().upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', count(*), min(v), max(v)) FROM t"))
                .isEqualTo("5000 1 1");
    }

    @Test
    void aBadRowIsFoundAndTheBatchContinuesBehindItOnceItIsCorrected() {
        sql("CREATE TABLE t (id int PRIMARY KEY, raw text, v int DEFAULT 0, n int DEFAULT 0)");
        sql("INSERT INTO t SELECT i, i::text FROM generate_series(1, 20000) i");
        sql("UPDATE t SET raw = 'abc' WHERE id = 12345");
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET v = raw::int, n = n + 1;");

        RevisionFailedException failed = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failed.problem())
                .contains("the row [12345] of public.t fails alone", "22P02", "\"abc\"", "a.sql:5:1");
        assertThat(failed.remedy()).contains("migration_batch_error", "errors=1");
        assertThat(text("SELECT concat_ws(' ', state, last_key) FROM migration_batch"))
                .isEqualTo("FAILED [12345]");
        assertThat(text("SELECT count(*) FROM t WHERE n = 1")).isEqualTo("12344");

        String before = text("SELECT batches FROM migration_batch");
        failedUpgrade(migrator(), RevisionFailedException.class);
        assertThat(text("SELECT batches FROM migration_batch")).isEqualTo(before);

        sql("UPDATE t SET raw = '12345' WHERE id = 12345");
        migrator().upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', min(n), max(n), count(*) FILTER (WHERE v = id)) FROM t"))
                .isEqualTo("1 1 20000");
    }

    @Test
    void asManyRowsMayFailAsTheDirectiveSays() {
        sql("CREATE TABLE t (id int PRIMARY KEY, raw text, v int)");
        sql("INSERT INTO t SELECT i, CASE WHEN i % 1000 = 0 THEN 'x' ELSE '1' END FROM generate_series(1, 5000) i");
        revisions.irreversible(
                "a", "", "-- @batch table=t key=id errors=5\nUPDATE t SET v = raw::int WHERE v IS NULL;");
        List<MigrationEvent> events = new ArrayList<>();

        builder()
                .listener(at(MigrationEvent.RowSetAside.class, events::add))
                .build()
                .upgrade("heads");

        assertThat(events).hasSize(5);
        assertThat(text("SELECT string_agg(key::text || sqlstate, ' ' ORDER BY key) FROM migration_batch_error"))
                .isEqualTo("[1000]22P02 [2000]22P02 [3000]22P02 [4000]22P02 [5000]22P02");
        assertThat(text("SELECT count(*) FROM t WHERE v = 1")).isEqualTo("4995");
    }

    @Test
    void rowsThatTheApplicationWritesMeanwhileAreChangedInAnotherPass() {
        sql("CREATE TABLE t (id int PRIMARY KEY, email text, norm text)");
        sql("INSERT INTO t SELECT i * 2, 'A' FROM generate_series(1, 5000) i");
        revisions.irreversible(
                "a", "", "-- @batch table=t key=id\nUPDATE t SET norm = lower(email) WHERE norm IS NULL;");
        boolean[] written = new boolean[1];

        builder()
                .listener(at(MigrationEvent.BatchCommitted.class, event -> {
                    if (!written[0]) {
                        written[0] = true;
                        sql("INSERT INTO t VALUES (1, 'B', NULL)");
                    }
                }))
                .build()
                .upgrade("heads");

        assertThat(text("SELECT count(*) FROM t WHERE norm IS NULL")).isEqualTo("0");
        assertThat(text("SELECT concat_ws(' ', pass, rows_changed) FROM migration_batch"))
                .isEqualTo("2 5001");
    }

    @Test
    void aFilterThatItsUpdateLeavesTrueDecidesNothing() {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int DEFAULT 0)");
        sql("INSERT INTO t SELECT i FROM generate_series(1, 5000) i");
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET v = v + 1 WHERE id % 2 = 0;");

        migrator().upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', sum(v), max(v)) FROM t")).isEqualTo("2500 1");
        assertThat(text("SELECT rows_kept FROM migration_batch")).isEqualTo("2500");
    }

    @Test
    void aColumnIsAddedFilledInAndConstrained() {
        sql("CREATE TABLE tickets (id int PRIMARY KEY, created_at timestamptz NOT NULL, resolved_at timestamptz)");
        sql("INSERT INTO tickets SELECT i, now() - interval '1 h', CASE i % 2 WHEN 0 THEN now() END"
                + " FROM generate_series(1, 4000) i");
        revisions
                .irreversible("zd001", "", """
                        ALTER TABLE tickets ADD COLUMN resolution_seconds bigint;
                        CREATE FUNCTION tickets_resolution() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                          NEW.resolution_seconds := extract(epoch FROM NEW.resolved_at - NEW.created_at);
                          RETURN NEW;
                        END $$;
                        CREATE TRIGGER tickets_resolution BEFORE INSERT OR UPDATE OF created_at, resolved_at ON tickets
                            FOR EACH ROW EXECUTE FUNCTION tickets_resolution();
                        """)
                .irreversible("zd002", "zd001", """
                        -- @batch table=tickets key=id
                        UPDATE tickets SET resolution_seconds = extract(epoch FROM resolved_at - created_at)
                         WHERE resolved_at IS NOT NULL AND resolution_seconds IS NULL; -- backfill
                        """)
                .irreversible("zd003", "zd002", """
                        ALTER TABLE tickets ADD CONSTRAINT resolved_has_seconds
                            CHECK (resolved_at IS NULL OR resolution_seconds IS NOT NULL) NOT VALID;
                        """)
                .irreversible("zd004", "zd003", """
                        ALTER TABLE tickets VALIDATE CONSTRAINT resolved_has_seconds;
                        DROP TRIGGER tickets_resolution ON tickets;
                        DROP FUNCTION tickets_resolution();
                        """);

        migrator().upgrade("zd003");
        // An old instance, which does not know the column.
        sql("INSERT INTO tickets VALUES (0, now() - interval '1 h', now())");
        migrator().upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', count(resolution_seconds), min(resolution_seconds)) FROM tickets"))
                .isEqualTo("2001 3600");
        assertThat(text("SELECT concat_ws(' ', pass, rows_passed, rows_changed, rows_kept) FROM migration_batch"))
                .isEqualTo("1 4000 2000 0");
    }
}
