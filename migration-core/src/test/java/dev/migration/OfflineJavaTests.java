// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import dev.migration.offline.recording.UnrecordableRevisionException;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.ReversibleJavaRevision;
import dev.migration.script.RevisionHeader;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Java revisions as SQL: their statements are recorded with their values, and queries for results are refused. */
class OfflineJavaTests extends MigratorTestBase {

    private PostgresDatabase other;

    @BeforeEach
    void startAnother() {
        other = database.createDatabase();
        revisions.table("first", "");
    }

    @Test
    void everyValueIsWhatTheDriverWouldHaveSent() {
        Migrator online = builder().javaRevisions(List.of(new Values())).build();
        StringBuilder up = new StringBuilder();
        StringBuilder down = new StringBuilder();
        online.revisions().upgradeSql("heads", up);
        online.revisions().downgradeSql("heads:base", down);

        online.upgrade("heads");
        new Psql(directory).run(other, up.toString()).succeeded();
        assertThat(Contents.of(other)).isEqualTo(Contents.of(database));

        online.downgrade("base");
        new Psql(directory).run(other, down.toString()).succeeded();
        assertThat(Contents.of(other)).isEqualTo(Contents.of(database));
    }

    @Test
    void whatNeedsAnAnswerIsRefusedWithTheRevisionAndItsClass() {
        assertRefused(
                context -> context.jdbc().sql("SELECT 42").query(Integer.class).single(), "SELECT 42");
        assertRefused(context -> context.connection().createStatement().executeQuery("TABLE t"), "TABLE t");
        assertRefused(context -> context.connection().unwrap(PGConnection.class).getCopyAPI(), "unwrap");
        assertRefused(context -> context.connection().getMetaData().getTables(null, null, "t", null), "getTables");
        assertRefused(
                context -> context.connection()
                        .prepareStatement("INSERT INTO t DEFAULT VALUES", Statement.RETURN_GENERATED_KEYS)
                        .execute(),
                "generated keys");
        assertRefused(context -> context.connection().createStatement().execute("COPY t FROM stdin"), "COPY t");
    }

    @Test
    void revisionThatCatchesTheRefusalIsRefusedToo() {
        assertRefused(
                context -> {
                    try {
                        context.jdbc().sql("SELECT 1").query(Integer.class).single();
                    } catch (RuntimeException swallowed) {
                        context.log().debug("swallowed", swallowed);
                    }
                },
                "SELECT 1");
    }

    @Test
    void nothingIsWrittenBeforeARefusal() {
        StringBuilder text = new StringBuilder();

        assertThatThrownBy(() -> builder()
                        .javaRevisions(List.of(
                                new Asking(context -> context.connection().getSchema())))
                        .build()
                        .revisions()
                        .upgradeSql("heads", text))
                .isInstanceOf(UnrecordableRevisionException.class);

        assertThat(text).isEmpty();
    }

    private void assertRefused(Work work, String call) {
        Revisions read =
                builder().javaRevisions(List.of(new Asking(work))).build().revisions();

        assertThatThrownBy(() -> read.upgradeSql("heads", new StringBuilder()))
                .isInstanceOf(UnrecordableRevisionException.class)
                .hasMessageContainingAll("'asking'", Asking.class.getName(), call);
    }

    /** The code of a revision. */
    private interface Work {
        void on(MigrationContext context) throws SQLException;
    }

    @RevisionHeader(revision = "asking", message = "asks")
    private record Asking(Work work) implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) throws SQLException {
            work.on(context);
        }
    }

    @RevisionHeader(revision = "values", message = "writes\nvalues")
    private static final class Values implements ReversibleJavaRevision {

        private static final List<Object> ALL = Arrays.asList(
                "it's \\ :USER\n; --",
                -5,
                7_000_000_000L,
                (short) 3,
                1.5f,
                -2.25e-300,
                new BigDecimal("-1.230"),
                true,
                UUID.fromString("00000000-0000-0000-0000-00000000002a"),
                LocalDate.of(2025, 1, 2),
                LocalDateTime.of(2025, 1, 2, 3, 4, 5, 678_000),
                OffsetDateTime.parse("2025-01-02T03:04:05.6+05:30"),
                Timestamp.from(Instant.parse("2025-01-02T03:04:05Z")),
                null);

        @Override
        public void upgrade(MigrationContext context) throws SQLException {
            context.jdbc().sql("CREATE TABLE v (a text, b text)").update();
            context.jdbc()
                    .sql("CREATE TABLE typed (at timestamptz, bytes bytea, texts text[], numbers int[])")
                    .update();
            for (Object value : ALL) {
                context.jdbc()
                        .sql("INSERT INTO v SELECT pg_typeof(x), x::text FROM (SELECT :value AS x) s")
                        .param("value", value)
                        .update();
            }
            write(context);
            batch(context);
        }

        private static void write(MigrationContext context) throws SQLException {
            try (PreparedStatement insert = context.connection()
                    .prepareStatement("INSERT INTO typed SELECT ?, ?, ?, ? WHERE '{\"a\": 1}'::jsonb ?? 'a' -- a ?")) {
                insert.setTimestamp(1, Timestamp.from(Instant.parse("2025-01-02T03:04:05.123456Z")));
                insert.setBytes(2, new byte[] {0, 39, 92, -1});
                insert.setArray(
                        3, context.connection().createArrayOf("text", new Object[] {"a\"b", "c\\d,'", null, "NULL"}));
                insert.setNull(4, Types.ARRAY);
                insert.executeUpdate();
                insert.setObject(1, OffsetDateTime.parse("2025-01-02T03:04:05Z"));
                insert.setNull(2, Types.BINARY);
                insert.setObject(3, new String[] {"x"});
                insert.setObject(4, new int[] {1, -2});
                insert.execute();
            }
        }

        private static void batch(MigrationContext context) throws SQLException {
            try (PreparedStatement insert = context.connection().prepareStatement("INSERT INTO v VALUES (?, ?)")) {
                for (int row = 0; row < 3; row++) {
                    insert.setString(1, "row");
                    insert.setString(2, Integer.toString(row));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (Statement statement = context.connection().createStatement()) {
                statement.addBatch("INSERT INTO v VALUES ('a', {fn upper('b')})");
                statement.executeBatch();
                statement.execute("UPDATE v SET a = 'c' WHERE a = 'a'; DELETE FROM v WHERE b = '2' -- two");
                statement.execute("SELECT set_config('lock_timeout', '1s', true)");
            }
        }

        @Override
        public void downgrade(MigrationContext context) {
            context.jdbc().sql("DROP TABLE v, typed").update();
        }
    }
}
