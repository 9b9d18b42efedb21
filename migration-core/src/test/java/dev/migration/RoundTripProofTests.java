// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.schema.replay.ReplayFailedException;
import dev.migration.schema.replay.RevisionReplay;
import dev.migration.schema.replay.RoundTrip;
import dev.migration.schema.replay.RoundTripFinding;
import dev.migration.schema.replay.RoundTripFinding.Stage;
import dev.migration.schema.replay.RoundTripProof;
import dev.migration.schema.replay.SeedRows;
import dev.migration.schema.scratch.ScratchServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ResourceLock("scratch databases")
class RoundTripProofTests extends MigratorTestBase {

    private ScratchServer server;

    @BeforeEach
    void open() throws SQLException {
        server = ScratchServer.open(database.dataSource(), name -> {
            PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
            source.setDatabaseName(name);
            return source;
        });
    }

    @AfterEach
    void close() throws SQLException {
        server.close();

        assertThat(jdbc().sql("SELECT count(*) FROM pg_database WHERE datname LIKE 'migration\\_scratch\\_%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void revisionsWhoseDowngradesRevertThemHaveNoFindings() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int, v int);", "DROP TABLE t;");
        revisions.revision("b", "a", "ALTER TABLE t DROP COLUMN id;", "ALTER TABLE t ADD COLUMN id int;");
        revisions.revision("c", "a", "CREATE INDEX i ON t (v);", "DROP INDEX i;");
        revisions.write("d.sql", "-- @revision d\n-- @revises b, c\n-- @upgrade\n-- @downgrade\n");

        List<RoundTrip> trips = check(Map.of());

        assertThat(trips).extracting(RoundTrip::revision).containsExactly("a", "b", "c", "d");
        assertThat(trips)
                .allMatch(trip -> trip.isReversible() && trip.findings().isEmpty(), "no findings");
    }

    /** A scratch database has no workers, and nobody approves anything. */
    @Test
    void whatIsForTheBackgroundIsDoneBeforeTheNextRevision() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int PRIMARY KEY, v int);", "DROP TABLE t;");
        String batch = "-- @batch table=t key=id mode=background approve=yes\nUPDATE t SET v = 1 WHERE v IS NULL;";
        revisions.revision("b", "a", batch, "UPDATE t SET v = NULL;");
        revisions.revision("c", "b", "ALTER TABLE t ALTER v SET NOT NULL;", "ALTER TABLE t ALTER v DROP NOT NULL;");

        List<RoundTrip> trips = check(Map.of("a", "INSERT INTO t VALUES (1)"));

        assertThat(trips).extracting(RoundTrip::revision).containsExactly("a", "b", "c");
        assertThat(trips).allMatch(trip -> trip.findings().isEmpty(), "no findings");
    }

    @Test
    void whatADowngradeLeavesIsFound() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int);", "DROP TABLE t;");
        revisions.revision(
                "b", "a", "ALTER TABLE t ADD COLUMN v int; CREATE INDEX i ON t (id);", "ALTER TABLE t DROP COLUMN v;");
        revisions.revision("c", "b", "CREATE TABLE u (id int);", "DROP TABLE u;");

        List<RoundTrip> trips = check(Map.of());

        assertThat(trips.get(1).findings())
                .extracting(Object::toString)
                .satisfiesExactly(
                        left -> assertThat(left).contains("DOWNGRADE", "+ index public.i"),
                        again -> assertThat(again).contains("SECOND_UPGRADE", "42P07"));
        assertThat(trips.get(2).findings()).isEmpty();
    }

    @Test
    void aDowngradeThatFailsIsFoundAndTheNextRevisionsAreChecked() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int);", "DROP TABLE missing;");
        revisions.revision("b", "a", "CREATE TABLE u (id int);", "DROP TABLE IF EXISTS other;");

        List<RoundTrip> trips = check(Map.of());

        assertThat(trips.get(0).findings())
                .singleElement()
                .isInstanceOfSatisfying(RoundTripFinding.Failure.class, failure -> {
                    assertThat(failure.stage()).isEqualTo(Stage.DOWNGRADE);
                    assertThat(failure.message()).contains("42P01", "missing");
                });
        assertThat(trips.get(1).findings()).isNotEmpty();
    }

    @Test
    void aDefaultThatTheSecondUpgradeSetsOtherwiseIsFound() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int); CREATE SEQUENCE n;", "DROP TABLE t; DROP SEQUENCE n;");
        revisions.revision(
                "b",
                "a",
                "DO $$ BEGIN EXECUTE format('ALTER TABLE t ADD COLUMN v int DEFAULT %s', nextval('n')); END $$;",
                "ALTER TABLE t DROP COLUMN v;");

        assertThat(check(Map.of()).get(1).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.stage()).isEqualTo(Stage.SECOND_UPGRADE))
                .asString()
                .contains("column public.t.v");
    }

    @Test
    void aDowngradeThatLosesRowsIsFoundIfThereAreRows() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int, name text);", "DROP TABLE t;");
        revisions.revision("b", "a", "ALTER TABLE t DROP COLUMN name;", "ALTER TABLE t ADD COLUMN name text;");

        assertThat(check(Map.of()).get(1).findings()).isEmpty();
        assertThat(losses(check(Map.of("a", "INSERT INTO t VALUES (1, 'x')")).get(1)))
                .containsExactly("public.t: name differs in 1 of 1 rows");
    }

    @Test
    void generatedRowsShowWhichColumnsADowngradeLoses() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id serial PRIMARY KEY, name text, keep int);", "DROP TABLE t;");
        revisions.revision("b", "a", "ALTER TABLE t DROP COLUMN name;", "ALTER TABLE t ADD COLUMN name text;");
        revisions.revision("c", "b", "DELETE FROM t WHERE keep = 1;", "SELECT 1;");

        List<RoundTrip> trips = generated();

        assertThat(losses(trips.get(1))).containsExactly("public.t: name differs in 2 of 3 rows");
        assertThat(losses(trips.get(2))).containsExactly("public.t: 1 of 3 rows are missing");
        assertThat(trips).extracting(RoundTrip::losesRows).containsExactly(false, true, true);
        assertThat(trips.get(1).rows().generated()).isEqualTo(3);
    }

    @Test
    void rowsThatADowngradeConvertsBackAreNotLost() throws SQLException {
        revisions.revision(
                "a",
                "",
                "CREATE TABLE t (id serial PRIMARY KEY, status text NOT NULL CHECK (status IN ('open', 'closed')));",
                "DROP TABLE t;");
        revisions.revision(
                "b",
                "a",
                "ALTER TABLE t DROP CONSTRAINT t_status_check; UPDATE t SET status = upper(status);",
                "UPDATE t SET status = lower(status);" + " ALTER TABLE t ADD CHECK (status IN ('open', 'closed'));");

        assertThat(generated()).allMatch(trip -> trip.findings().isEmpty());
    }

    @Test
    void anUpgradeThatFailsWithGeneratedRowsIsCheckedWithoutThem() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int, code text);", "DROP TABLE t;");
        revisions.revision(
                "b",
                "a",
                "ALTER TABLE t ADD CHECK (code ~ '^[0-9]{9}$');",
                "ALTER TABLE t DROP CONSTRAINT t_code_check;");

        RoundTrip trip = generated().get(1);

        assertThat(trip.findings()).isEmpty();
        assertThat(trip.rows().generated()).isZero();
        assertThat(trip.rows().failure()).get().asString().contains("23514");
    }

    @Test
    void aColumnThatBecomesRequiredAcceptsTheSingleRowWithoutNull() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int, code text);", "DROP TABLE t;");
        revisions.revision(
                "b", "a", "ALTER TABLE t ALTER code SET NOT NULL;", "ALTER TABLE t ALTER code DROP NOT NULL;");

        RoundTrip trip = generated().get(1);

        assertThat(trip.findings()).isEmpty();
        assertThat(trip.rows()).isEqualTo(new RoundTrip.Rows(1, Map.of(), Optional.empty()));
    }

    @Test
    void aDowngradeThatFailsOnRowsIsFound() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int, code text NOT NULL);", "DROP TABLE t;");
        revisions.revision("b", "a", "ALTER TABLE t DROP COLUMN code;", "ALTER TABLE t ADD COLUMN code text NOT NULL;");

        assertThat(check(Map.of()).get(1).findings()).isEmpty();
        assertThat(generated().get(1).findings())
                .singleElement()
                .isInstanceOfSatisfying(
                        RoundTripFinding.Failure.class,
                        failure -> assertThat(failure.message()).contains("23502"));
    }

    @Test
    void irreversibleRevisionsAreOnlyApplied() throws SQLException {
        revisions.write("a.sql", "-- @revision a\n-- @upgrade\nCREATE TABLE t (id int);\n");
        revisions.revision("b", "a", "CREATE INDEX i ON t (id);", "DROP INDEX i;");

        List<RoundTrip> trips = check(Map.of());

        assertThat(trips).extracting(RoundTrip::isReversible).containsExactly(false, true);
        assertThat(trips).allMatch(trip -> trip.findings().isEmpty());
    }

    @Test
    void objectsOfRepeatablesDoNotCount() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int);", "DROP TABLE t;");
        revisions.write("v.sql", "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT * FROM t;\n");

        assertThat(check(Map.of()))
                .singleElement()
                .matches(trip -> trip.findings().isEmpty());
    }

    @Test
    void anUpgradeThatFailsIsReportedAsTheFailureOfTheReplay() {
        revisions.revision("a", "", "CREATE TABLE t (id nothing);", "DROP TABLE t;");

        assertThatThrownBy(() -> check(Map.of()))
                .isInstanceOf(ReplayFailedException.class)
                .hasMessageContaining("scratch database")
                .hasMessageContaining("42704");
    }

    @Test
    void onlyTheNamedRevisionsAreChecked() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int);", "SELECT 1;");
        revisions.revision("b", "a", "CREATE INDEX i ON t (id);", "DROP INDEX i;");

        assertThat(proof(SeedRows.NONE).check(List.of("b")))
                .singleElement()
                .satisfies(trip -> assertThat(trip.revision()).isEqualTo("b"))
                .matches(trip -> trip.findings().isEmpty());
    }

    private List<RoundTrip> check(Map<String, String> rows) throws SQLException {
        return proof(new SeedRows(rows, false)).check();
    }

    private List<RoundTrip> generated() throws SQLException {
        return proof(SeedRows.GENERATED).check();
    }

    private static List<String> losses(RoundTrip trip) {
        return trip.findings().stream()
                .map(finding -> ((RoundTripFinding.Rows) finding).loss().toString())
                .toList();
    }

    private RoundTripProof proof(SeedRows rows) {
        return new RoundTripProof(new RevisionReplay(migrator(), server), rows);
    }
}
