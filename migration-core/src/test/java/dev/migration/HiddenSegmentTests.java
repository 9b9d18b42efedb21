// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.PooledSessionException;
import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PgBouncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Scripts that do not fit into one transaction, which only the server detects. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HiddenSegmentTests extends MigratorTestBase {

    private static final String ADD = "ALTER TYPE mood ADD VALUE 'happy';\n";

    /** The lexer does not detect the value. */
    private static final String USE = "INSERT INTO t VALUES (('hap' || 'py')::mood);\n";

    @BeforeEach
    void makeTheType() {
        revisions.irreversible("a", "", "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (m mood);");
    }

    @Test
    void newValueMayBeUsedInTheDataOfACopy() {
        revisions.irreversible("b", "a", ADD + "COPY t FROM STDIN;\nhappy\nsad\n\\.\nUPDATE t SET m = m;");

        migrator().upgrade("heads");

        assertThat(text("SELECT string_agg(m::text, ' ') FROM t")).isEqualTo("happy sad");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED");
        assertThat(text("SELECT state FROM migration_revision WHERE revision = 'b'"))
                .isEqualTo("APPLIED");
    }

    @Test
    void scriptThatWasSplitDuringTheRunContinuesInSegments() {
        sql("CREATE TABLE divisor AS SELECT 0 AS d");
        revisions.irreversible("b", "a", ADD + USE + "SELECT 1 / d FROM divisor;");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo("22012");
        assertThat(failure.problem()).contains("the first one is done and stays");
        assertThat(text("SELECT state || step FROM migration_revision WHERE revision = 'b'"))
                .isEqualTo("FAILED1");

        sql("UPDATE divisor SET d = 1");
        migrator().upgrade("heads");

        assertThat(text("SELECT m::text FROM t")).isEqualTo("happy");
        assertThat(migrator().reader().status().pending()).isEmpty();
    }

    @Test
    void downgradeIsSplitInTheSameWay() {
        revisions.revision("b", "a", "SELECT 1;", ADD + USE);
        migrator().upgrade("heads");

        migrator().downgrade("-1");

        assertThat(text("SELECT m::text FROM t")).isEqualTo("happy");
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void aRepeatableMayUseTheValueThatTheRevisionBeforeItAdds() {
        revisions
                .irreversible("b", "a", ADD)
                .repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT 'happy'::mood AS m;");

        migrator().upgrade("heads");

        assertThat(text("SELECT m::text FROM v")).isEqualTo("happy");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED", "UPGRADE repeatable:v APPLIED");
        assertThat(migrator().reader().status().pending()).isEmpty();
    }

    @Test
    void aRepeatableMayUseTheValueThatABlockAdds() {
        revisions
                .irreversible("b", "a", "DO $$ BEGIN EXECUTE 'ALTER TYPE mood ADD VALUE ''happy'\''; END $$;")
                .repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT 'happy'::mood AS m;");

        migrator().upgrade("heads");

        assertThat(text("SELECT m::text FROM v")).isEqualTo("happy");
    }

    @Test
    void repeatableAfterASplitRevisionIsAppliedToo() {
        revisions.irreversible("b", "a", ADD + USE).repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT m FROM t;");

        migrator().upgrade("heads");

        assertThat(text("SELECT m::text FROM v")).isEqualTo("happy");
    }

    @Test
    void hookAfterTheRevisionMayUseTheValue() {
        revisions
                .irreversible("b", "a", ADD)
                .write(
                        "h",
                        "-- @hook after-revision\nINSERT INTO t SELECT m::mood FROM unnest(ARRAY['happy']) m"
                                + " WHERE current_setting('migration.revision') = 'b';\n");

        migrator().upgrade("heads");

        assertThat(text("SELECT m::text FROM t")).isEqualTo("happy");
    }

    @Test
    void scriptThatCannotBeSplitFailsAsAWhole() {
        revisions.irreversible(
                "b",
                "a",
                "CREATE TABLE b (id int); DO $$ BEGIN EXECUTE 'ALTER TYPE mood ADD VALUE ''x''';"
                        + " INSERT INTO t VALUES (('' || 'x')::mood); END $$;");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.problem()).contains("(SQLSTATE 55P04)", "rolled back");
        assertThat(tables()).containsExactly("t");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b FAILED");
    }

    @Test
    void throughAPoolerThatSharesSessionsItIsRefusedAndRolledBack() throws Exception {
        InstalledProgram.require(PgBouncer.program().isPresent(), "PgBouncer (Debian package pgbouncer)");
        revisions.irreversible("b", "a", ADD + USE);
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            Migrator migrator = builder().dataSource(pooler.dataSource()).build();

            assertThatExceptionOfType(PooledSessionException.class)
                    .isThrownBy(() -> migrator.upgrade("heads"))
                    .satisfies(failure -> assertThat(failure.revisions()).isEqualTo(List.of("b")));
        }
        assertThat(applied()).containsExactly("a");
        assertThat(text("SELECT enum_range(NULL::mood)::text")).isEqualTo("{sad}");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b FAILED");
    }

    @Test
    void withTransactionNoneTheServerDecidesWhatRunsOutsideTransactions() {
        // PostgreSQL 14 does not support CLUSTER for partitioned tables.
        boolean clusters = Integer.parseInt(text("SHOW server_version_num")) >= 150_000;
        revisions.write("b", """
                -- @revision b
                -- @revises a
                -- @transaction none
                -- @upgrade
                CREATE TABLE p (id int) PARTITION BY RANGE (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                CREATE INDEX ix ON p (id);
                REINDEX TABLE p;
                REINDEX INDEX ix;
                """ + (clusters ? "CLUSTER p USING ix;\n" : "") + "INSERT INTO p VALUES (1);\n");

        migrator().upgrade("heads");

        assertThat(text("SELECT count(*) FROM p")).isEqualTo("1");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED");
    }

    @Test
    void otherwiseTheRemedyIsTransactionNone() {
        revisions.irreversible("b", "a", """
                CREATE TABLE p (id int) PARTITION BY RANGE (id);
                REINDEX TABLE p;
                """);

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo("25001");
        assertThat(failure.line()).isEqualTo(6);
        assertThat(failure.remedy()).contains("-- @transaction none");
        assertThat(tables()).containsExactly("t");
    }

    @Test
    void statementTimeoutOfAScriptAppliesOutsideTransactions() {
        sql("CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_sleep(60); RETURN 1; END'");
        revisions.write("b", """
                -- @revision b
                -- @revises a
                -- @statement-timeout 100ms
                -- @upgrade
                CREATE TABLE b AS SELECT 1 AS id;
                CREATE INDEX CONCURRENTLY ix ON b (slow(id));
                """);

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo("57014");
        assertThat(text("SELECT count(*) FROM pg_class WHERE relname = 'ix'")).isEqualTo("0");
    }
}
