// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.revision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.Migrator;
import dev.migration.plan.Step;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;

/** The application's revisions as offline SQL, run by psql, have the same result as a run, after each upgrade and downgrade. */
@PostgresTest
class OfflineHistoryTests {

    private static final String CONTENTS = """
            SELECT concat_ws(' ', 'column', relname, relkind, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
                attidentity, pg_get_expr(adbin, adrelid), CASE relkind WHEN 'i' THEN pg_get_indexdef(c.oid) END)
              FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
              WHERE relnamespace = 'public'::regnamespace AND attnum > 0
            UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid))
              FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT concat_ws(' ', 'sequence', sequencename, start_value, increment_by, last_value) FROM pg_sequences
              WHERE sequencename !~ '^migration_'
            UNION ALL SELECT concat_ws(' ', 'rows', relname, query_to_xml(format('SELECT * FROM %I AS r ORDER BY r::text', relname),
                true, false, '')::text)
              FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname !~ '^migration_'
            ORDER BY 1""";

    private static final String STATE = """
            SELECT concat_ws(' | ', revision, down_revisions, depends_on, branch_labels, replaces, message, type, created, checksum,
                encode(upgrade_sql, 'hex'), encode(downgrade_sql, 'hex'), state, step, applied_by, application, tool_version)
              FROM migration_revision ORDER BY ordinal""";

    private static final String HISTORY = """
            SELECT concat_ws(' | ', operation, revision, outcome, detail, checksum, done_by, application, tool_version)
              FROM migration_history ORDER BY id""";

    private static final String ROWS = """
            INSERT INTO users (name, email, created_at) VALUES ('Ada', 'ada@example.org', '2025-01-01T00:00Z');
            INSERT INTO tickets (title, status, requester_id, created_at, resolved_at)
            SELECT 'ticket', status, 1, '2025-01-01T00:00Z', resolved_at
              FROM (VALUES ('open', NULL), ('in_progress', NULL), ('pending', NULL),
                           ('resolved', timestamptz '2025-01-01T01:00:01.7Z'), ('closed', '2025-01-02T00:00Z'))
                AS before (status, resolved_at);
            """;

    @TempDir
    private Path folder;

    private PostgresDatabase online;
    private PostgresDatabase offline;
    private Migrator migrator;

    @BeforeEach
    void startEmpty(PostgresDatabase database) {
        database.reset();
        online = database;
        offline = database.createDatabase();
        migrator = Migrator.builder()
                .dataSource(database.dataSource())
                .javaRevisions(List.of(new ConvertTicketStatus()))
                .withoutBackground()
                .build();
    }

    @Test
    void eachRevisionHasTheSameResultUpAndDown() throws Exception {
        List<String> chain = List.of("def456", "abc123", "xyz789", "data001", "data002");
        String previous = "base";
        for (String revision : chain) {
            migrator.upgrade(revision);
            psql(up(previous + ":" + revision));
            if (revision.equals("def456")) {
                insertRows();
            }
            assertSame();
            previous = revision;
        }
        for (String revision : List.of("data001", "xyz789", "abc123", "def456", "base")) {
            migrator.downgrade(revision);
            psql(down(previous + ":" + revision));
            assertSame();
            previous = revision;
        }
    }

    @Test
    void allRevisionsAtOnceHaveTheSameResultUpAndDown() throws Exception {
        migrator.upgrade("heads");
        psql(up("heads"));
        assertSame();

        migrator.downgrade("base");
        psql(down("heads:base"));
        assertSame();
    }

    @Test
    void offlineSqlContinuesFromEveryRevisionToTheHeads() throws Exception {
        List<String> order = migrator.reader().plan("heads").steps().stream()
                .map(Step::revision)
                .map(revision -> revision.id())
                .toList();
        for (String middle : order) {
            online.reset();
            PostgresDatabase other = online.createDatabase();
            migrator.upgrade(middle);
            migrator.upgrade("heads");
            psql(other, up(middle));
            psql(other, up(middle + ":heads"));
            assertThat(contents(other)).as(middle).isEqualTo(contents(online));
        }
    }

    private void insertRows() {
        for (PostgresDatabase database : List.of(online, offline)) {
            JdbcClient.create(database.dataSource()).sql(ROWS).update();
        }
    }

    private String up(String range) {
        StringBuilder text = new StringBuilder();
        migrator.revisions().upgradeSql(range, text);
        return text.toString();
    }

    private String down(String range) {
        StringBuilder text = new StringBuilder();
        migrator.revisions().downgradeSql(range, text);
        return text.toString();
    }

    private void assertSame() {
        assertThat(contents(offline)).isEqualTo(contents(online));
    }

    private static List<String> contents(PostgresDatabase database) {
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        List<String> lines = new ArrayList<>();
        for (String query : List.of(CONTENTS, STATE, HISTORY)) {
            lines.addAll(jdbc.sql(query).query(String.class).list());
        }
        return lines;
    }

    private void psql(String text) {
        psql(offline, text);
    }

    private void psql(PostgresDatabase database, String text) {
        new Psql(folder).run(database, text).succeeded();
    }
}
