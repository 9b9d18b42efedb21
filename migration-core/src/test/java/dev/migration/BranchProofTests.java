// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.SQLException;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.schema.replay.BranchFinding;
import dev.migration.schema.replay.BranchPair;
import dev.migration.schema.replay.BranchProof;
import dev.migration.schema.replay.RevisionReplay;
import dev.migration.schema.replay.SharedObjectsException;
import dev.migration.schema.scratch.ScratchServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ResourceLock("scratch databases")
class BranchProofTests extends MigratorTestBase {

    private ScratchServer server;

    @BeforeEach
    void open() throws SQLException {
        server = ScratchServer.open(database.dataSource(), this::named);
    }

    @AfterEach
    void close() throws SQLException {
        server.close();

        assertThat(scratchDatabases()).isZero();
        assertThat(count("SELECT count(*) FROM pg_class WHERE relname = 'migration_revision'"))
                .isZero();
    }

    @Test
    void branchesThatChangeDifferentThingsCommute() throws SQLException {
        revisions.revision("root", "", "CREATE TABLE t (id int);", "");
        revisions.revision("a", "root", "ALTER TABLE t ADD COLUMN a text; CREATE TABLE a (id int);", "");
        revisions.revision("b", "root", "ALTER TABLE t ADD COLUMN b text; INSERT INTO t VALUES (1);", "");

        assertThat(check()).singleElement().satisfies(pair -> {
            assertThat(pair.first() + pair.second()).isEqualTo("ab");
            assertThat(pair.commutes()).isTrue();
        });
    }

    @Test
    void twoHeadsThatSetTheSameDefaultAreAConflict() throws SQLException {
        revisions.revision("root", "", "CREATE TABLE t (id int, status text);", "");
        revisions.revision("a", "root", "ALTER TABLE t ALTER COLUMN status SET DEFAULT 'pending';", "");
        revisions.revision("b", "root", "ALTER TABLE t ALTER COLUMN status SET DEFAULT 'open';", "");

        assertThat(findings())
                .singleElement()
                .asString()
                .contains("column public.t.status", "'open'::text → 'pending'::text");
    }

    @Test
    void rowsThatDependOnTheOrderAreAConflict() throws SQLException {
        revisions.revision("root", "", "CREATE TABLE t (v int); INSERT INTO t VALUES (1);", "");
        revisions.revision("a", "root", "UPDATE t SET v = v * 10;", "");
        revisions.revision("b", "root", "UPDATE t SET v = v + 1;", "");

        assertThat(findings()).containsExactly(new BranchFinding.Rows("public.t"));
    }

    @Test
    void timesAndRandomValuesAreNoConflict() throws SQLException {
        revisions.revision("root", "", "CREATE TABLE t (at timestamptz, id uuid DEFAULT gen_random_uuid());", "");
        revisions.revision("a", "root", "INSERT INTO t VALUES (clock_timestamp());", "");
        revisions.revision("b", "root", "CREATE TABLE b (id int);", "");

        assertThat(check()).singleElement().satisfies(pair -> {
            assertThat(pair.commutes()).isTrue();
            assertThat(pair.unstable()).containsExactly("public.t");
        });
    }

    @Test
    void aBranchThatFailsAfterTheOtherOneIsAConflict() throws SQLException {
        revisions.revision("root", "", "CREATE TABLE t (v int, w int);", "");
        revisions.revision("a", "root", "ALTER TABLE t DROP COLUMN v;", "");
        revisions.revision("b", "root", "CREATE INDEX i ON t (v);", "");

        assertThat(findings()).singleElement().isInstanceOfSatisfying(BranchFinding.Failure.class, failure -> {
            assertThat(failure.branch()).isEqualTo("b");
            assertThat(failure.message()).contains("42703");
        });
    }

    @Test
    void labelsOfAnEnumHaveTheOrderOfTheBranches() throws SQLException {
        revisions.revision("root", "", "CREATE TYPE e AS ENUM ('x');", "");
        revisions.revision("a", "root", "ALTER TYPE e ADD VALUE 'a';", "");
        revisions.revision("b", "root", "ALTER TYPE e ADD VALUE 'b';", "");

        assertThat(findings()).singleElement().asString().contains("enum public.e", "label 2 enumlabel");
    }

    @Test
    void eachPairOfHeadsIsCompared() throws SQLException {
        revisions.table("a", "").table("b", "").table("c", "");

        assertThat(check()).extracting(pair -> pair.first() + pair.second()).containsExactly("ab", "ac", "bc");
    }

    @Test
    void oneHeadNeedsNoProof() throws SQLException {
        revisions.table("a", "").table("b", "a");

        assertThat(check()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE app",
                "ALTER USER app PASSWORD 'x'",
                "DROP GROUP app",
                "GRANT admin TO app",
                "ALTER DATABASE app SET work_mem = '1GB'",
                "COMMENT ON ROLE app IS 'x'",
                "ALTER SYSTEM SET work_mem = '1GB'",
                "CREATE TABLESPACE s LOCATION '/x'",
                "REASSIGN OWNED BY app TO other",
                "DROP OWNED BY app"
            })
    void statementsAboutTheServerAreRefusedBeforeAnythingRuns(String statement) {
        revisions.table("a", "").revision("b", "", statement + ";", "");

        assertThatThrownBy(this::check)
                .isInstanceOf(SharedObjectsException.class)
                .hasMessageContaining("b: " + statement.substring(0, 8));
        assertThat(scratchDatabases()).isZero();
    }

    @Test
    void privilegesAndUserMappingsBelongToTheDatabase() throws SQLException {
        revisions.table("a", "");
        revisions.revision(
                "b", "", "CREATE TABLE u (id int); GRANT SELECT ON u TO PUBLIC; REVOKE ALL ON u FROM PUBLIC;", "");

        assertThat(check()).singleElement().matches(BranchPair::commutes);
    }

    @Test
    void aScratchDatabaseHasTheSchemaAndTheSettingsOfTheOriginal() throws SQLException {
        sql("CREATE SCHEMA app");
        sql("ALTER DATABASE " + database.name() + " SET search_path = app, public");
        sql("ALTER DATABASE " + database.name() + " SET DateStyle = 'ISO, DMY'");
        revisions.revision("root", "", "CREATE TABLE t (d date); INSERT INTO t VALUES ('01/02/2026');", "");
        revisions.revision("a", "root", "INSERT INTO t SELECT d + 1 FROM t;", "");
        revisions.revision("b", "root", "UPDATE t SET d = '03/02/2026' WHERE d = '2026-02-01';", "");

        assertThat(findings()).containsExactly(new BranchFinding.Rows("app.t"));
    }

    @Test
    void databasesOfADeadProcessAreDroppedAndThoseOfALivingOneAreKept() throws SQLException {
        server.create();
        sql("CREATE DATABASE migration_scratch_00c0ffee");

        try (ScratchServer another = ScratchServer.open(database.dataSource(), this::named)) {
            another.create();

            assertThat(scratchDatabases()).isEqualTo(2);
        }
        assertThat(scratchDatabases()).isEqualTo(1);
    }

    private List<BranchPair> check() throws SQLException {
        return new BranchProof(new RevisionReplay(migrator(), server)).check();
    }

    private List<BranchFinding> findings() throws SQLException {
        return check().stream().flatMap(pair -> pair.findings().stream()).toList();
    }

    private long scratchDatabases() {
        return count("SELECT count(*) FROM pg_database WHERE datname LIKE 'migration\\_scratch\\_%'");
    }

    private long count(String query) {
        return jdbc().sql(query).query(Long.class).single();
    }
}
