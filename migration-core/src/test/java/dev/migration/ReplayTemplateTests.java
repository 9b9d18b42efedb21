// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.schema.replay.RevisionReplay;
import dev.migration.schema.scratch.ScratchDatabase;
import dev.migration.schema.scratch.ScratchServer;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

import static org.assertj.core.api.Assertions.assertThat;

/** Databases that stay on the server, so that later replays copy them. */
@Isolated("the roles of the server are a part of the key of a template, and other tests create roles")
class ReplayTemplateTests extends MigratorTestBase {

    private static final String HISTORY = "SELECT applied_at::text FROM migration_revision ORDER BY ordinal, revision";

    @BeforeEach
    @AfterEach
    void dropTemplates() throws SQLException {
        try (ScratchServer server = server()) {
            server.dropTemplates();
        }
        assertThat(names("migration\\_scratch")).isEmpty();
    }

    @Test
    void aSecondReplayCopiesTheFirstOne() throws Exception {
        chain(1, 25);

        List<String> first = replay(List.of("heads"));

        assertThat(first).hasSize(25);
        assertThat(names("migration\\_template")).hasSize(1);
        assertThat(replay(List.of("heads"))).isEqualTo(first);
        assertThat(replay(List.of("r25"))).isEqualTo(first);
        assertThat(names("migration\\_template")).hasSize(1);
    }

    @Test
    void aReplayContinuesTheLongestOneThatHasTheSameRevisions() throws Exception {
        chain(1, 25);
        List<String> first = replay(List.of("heads"));
        chain(26, 27);

        assertThat(replay(List.of("heads"))).hasSize(27).startsWith(first.toArray(String[]::new));
        assertThat(names("migration\\_template")).hasSize(1);

        revisions.revision("r25", "r24", "CREATE TABLE t25 (id int, edited int);", "");
        assertThat(replay(List.of("heads"))).hasSize(27).doesNotContainAnyElementsOf(first);
        assertThat(names("migration\\_template")).hasSize(2);
    }

    @Test
    void whatRunsBesideTheRevisionsIsPartOfTheKey() throws Exception {
        chain(1, 25);
        List<String> first = replay(List.of("heads"));
        revisions.write("view.sql", "-- @repeatable view\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;\n");

        List<String> second = replay(List.of("heads"));
        chain(26, 26);

        assertThat(second).doesNotContainAnyElementsOf(first);
        assertThat(replay(List.of("heads"))).doesNotContainAnyElementsOf(second);
    }

    @Test
    void whoChangesTheDatabaseGetsACopy() throws Exception {
        chain(1, 25);
        List<String> first = replay(List.of("heads"));

        try (ScratchServer server = server()) {
            ScratchDatabase copy = new RevisionReplay(migrator(), server).at(List.of("heads"));
            assertThat(history(copy)).isEqualTo(first);
            assertThat(copy.name()).startsWith("migration_scratch_");
        }
        assertThat(names("migration\\_template")).hasSize(1);
    }

    @Test
    void aTemplateKnowsTheHashOfItsSchema() throws Exception {
        chain(1, 25);
        List<Optional<String>> hashes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (ScratchServer server = server()) {
                RevisionReplay replay = new RevisionReplay(migrator(), server);
                ScratchDatabase template = replay.toRead(List.of("heads"));
                hashes.add(template.schema());
                assertThat(replay.snapshot(template).hash()).matches("[0-9a-f]{64}");
            }
        }

        assertThat(hashes.get(0)).isEmpty();
        assertThat(hashes.get(1)).isPresent();
    }

    @Test
    void aFewRevisionsLeaveNoTemplate() throws Exception {
        chain(1, 5);
        replay(List.of("heads"));

        assertThat(names("migration\\_template")).isEmpty();
    }

    @Test
    void withoutTemplatesEveryRevisionIsAppliedAnew() throws Exception {
        chain(1, 25);
        List<String> first = replay(List.of("heads"));

        try (ScratchServer server = server()) {
            ScratchDatabase fresh =
                    new RevisionReplay(migrator(), server).withoutTemplates().at(List.of("heads"));
            assertThat(history(fresh)).hasSize(25).doesNotContainAnyElementsOf(first);
        }
    }

    @Test
    void twoReplaysAtTheSameTimeMakeOneTemplate() throws Exception {
        chain(1, 25);
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<List<String>> replay = () -> {
            together.await();
            return replay(List.of("heads"));
        };

        List<Future<List<String>>> both = List.of(threads.submit(replay), threads.submit(replay));

        for (Future<List<String>> one : both) {
            assertThat(one.get()).hasSize(25);
        }
        assertThat(names("migration\\_template")).hasSize(1);
    }

    @Test
    void oldOnesAndMoreThanEightAreDropped() throws Exception {
        for (int i = 0; i < 9; i++) {
            sql("CREATE DATABASE migration_template_" + i);
            sql("COMMENT ON DATABASE migration_template_" + i + " IS 'last used "
                    + Instant.now().minus(i == 0 ? 15 * 24 : i, ChronoUnit.HOURS) + "'");
        }
        // What a killed process leaves: whole, but without a note.
        sql("CREATE DATABASE migration_template_unused");
        chain(1, 25);

        replay(List.of("heads"));

        assertThat(names("migration\\_template"))
                .hasSize(8)
                .doesNotContain("migration_template_0", "migration_template_8", "migration_template_unused");
    }

    @Test
    @Tag("slow")
    void aCopyIsTenTimesAsFastAsThousandRevisions() throws Exception {
        chain(1, 1000);
        long applied = nanos(() -> replay(List.of("heads")));
        List<Long> copied = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            copied.add(nanos(() -> replay(List.of("heads"))));
        }
        long median = copied.stream().sorted().toList().get(2);

        System.out.printf(
                "1,000 revisions: applied in %d ms, copied in %s ms%n",
                applied / 1_000_000,
                Arrays.toString(
                        copied.stream().mapToLong(nanos -> nanos / 1_000_000).toArray()));
        assertThat(applied).isGreaterThan(10 * median);
    }

    @Test
    void theRevisionsBeforeAJavaRevisionAreATemplate() throws Exception {
        chain(1, 25);
        revisions.write("view.sql", "-- @repeatable view\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;\n");
        List<JavaRevision> java = List.of(new Seeds());

        List<String> first = replayWith(java);
        List<String> second = replayWith(java);

        assertThat(names("migration\\_template")).hasSize(1);
        // The last ones are the Java revision and the repeatable.
        assertThat(second).hasSize(27).startsWith(first.subList(0, 25).toArray(String[]::new));
        assertThat(second.get(25)).isNotEqualTo(first.get(25));
    }

    @Test
    void aBranchBesideTheJavaRevisionIsNoPartOfTheTemplate() throws Exception {
        chain(1, 25);
        revisions.revision("side", "r24", "CREATE TABLE side (id int);", "");
        List<JavaRevision> java = List.of(new Seeds());

        replayWith(java);
        revisions.revision("side", "r24", "CREATE TABLE side (id int, edited int);", "");

        try (ScratchServer server = server()) {
            ScratchDatabase replayed = new RevisionReplay(with(java), server).toRead(List.of("heads"));
            assertThat(count(replayed, "SELECT edited FROM side")).isZero();
            assertThat(count(replayed, "SELECT * FROM t1")).isOne();
        }
        assertThat(names("migration\\_template")).hasSize(1);
    }

    @Test
    @Tag("slow")
    void aJavaRevisionNearTheEndCostsOnlyWhatFollowsIt() throws Exception {
        chain(26, 1000);
        for (int i = 1; i <= 25; i++) {
            revisions.revision("r" + i, i == 1 ? "r1000" : "r" + (i - 1), "CREATE TABLE t" + i + " (id int);", "");
        }
        revisions.revision("r26", "", "CREATE TABLE t26 (id int);", "");
        revisions.revision("last", "seeds", "CREATE TABLE last (id int);", "");
        List<JavaRevision> java = List.of(new Seeds());
        List<List<String>> replays = new ArrayList<>();
        long applied = nanos(() -> replays.add(replayWith(java)));
        long continued = nanos(() -> replays.add(replayWith(java)));

        System.out.printf(
                "1,000 revisions, one in Java and one more: applied in %d ms, continued in %d ms%n",
                applied / 1_000_000, continued / 1_000_000);
        assertThat(replays.get(1).subList(0, 1000)).isEqualTo(replays.get(0).subList(0, 1000));
        assertThat(replays.get(1)).hasSize(1002);
    }

    /** Nothing identifies what a Java revision does. */
    @RevisionHeader(revision = "seeds", revises = "r25")
    private static final class Seeds implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("INSERT INTO t1 VALUES (1)").update();
        }
    }

    private static int count(ScratchDatabase database, String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    private List<String> replayWith(List<JavaRevision> java) throws SQLException {
        try (ScratchServer server = server()) {
            return history(new RevisionReplay(with(java), server).toRead(List.of("heads")));
        }
    }

    private Migrator with(List<JavaRevision> java) {
        return builder().javaRevisions(java).build();
    }

    private static long nanos(Callable<?> work) throws Exception {
        long begin = System.nanoTime();
        work.call();
        return System.nanoTime() - begin;
    }

    private void chain(int first, int last) {
        for (int i = first; i <= last; i++) {
            revisions.revision("r" + i, i == 1 ? "" : "r" + (i - 1), "CREATE TABLE t" + i + " (id int);", "");
        }
    }

    private List<String> replay(List<String> targets) throws SQLException {
        try (ScratchServer server = server()) {
            return history(new RevisionReplay(migrator(), server).toRead(targets));
        }
    }

    private static List<String> history(ScratchDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet rows = connection.createStatement().executeQuery(HISTORY)) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }

    private ScratchServer server() throws SQLException {
        return ScratchServer.open(database.dataSource(), name -> {
            PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
            source.setDatabaseName(name);
            return source;
        });
    }

    private List<String> names(String prefix) {
        return jdbc().sql("SELECT datname FROM pg_database WHERE datname LIKE '" + prefix + "%'")
                .query(String.class)
                .list();
    }
}
