package dev.migration;

import java.sql.Connection;
import java.sql.Statement;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a script does to its session stays there. */
class SessionTests extends MigratorTestBase {

    @Test
    void nothingOfAScriptsSessionReachesTheNextRevision() {
        revisions
                .irreversible("a", "", """
                        CREATE SCHEMA other;
                        SET search_path = other;
                        SET statement_timeout = '1min';
                        CREATE TABLE a (id int);
                        CREATE TEMP TABLE b (temporary int);
                        LISTEN something;
                        """)
                .table("b", "a")
                .irreversible("c", "b", "CREATE TABLE c AS SELECT current_setting('statement_timeout') AS timeout;");

        migrator().upgrade("heads");

        assertThat(tables()).containsExactly("b", "c");
        assertThat(columns()).contains("b.id");
        assertThat(text("SELECT timeout FROM c")).isEqualTo("0");
        assertThat(applied()).containsExactly("a", "b", "c");
    }

    @Test
    void aScriptSetsItsOwnTimeouts() {
        revisions.write("a", """
                -- @revision a
                -- @lock-timeout 1500ms
                -- @statement-timeout 5min
                -- @upgrade
                CREATE TABLE a AS
                SELECT current_setting('lock_timeout') || ' ' || current_setting('statement_timeout') AS t;
                """);

        migrator().upgrade("heads");

        assertThat(text("SELECT t FROM a")).isEqualTo("1500ms 5min");
    }

    @Test
    void aConnectionFromAPoolGoesBackAsItCame() throws Exception {
        revisions.irreversible("a", "", "SET search_path = pg_catalog; SET lock_timeout = '3s';");
        try (Connection pooled = database.dataSource().getConnection();
                Statement statement = pooled.createStatement()) {
            builder()
                    .dataSource(new SingleConnectionDataSource(pooled, true))
                    .build()
                    .upgrade("heads");

            try (var row = statement.executeQuery("""
                    SELECT current_setting('search_path'), current_setting('lock_timeout'),
                        current_setting('application_name'),
                        (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())""")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("\"$user\", public");
                assertThat(row.getString(2)).isEqualTo("0");
                assertThat(row.getString(3)).doesNotContain("migration");
                assertThat(row.getInt(4)).isZero();
            }
            assertThat(pooled.getAutoCommit()).isTrue();
        }
    }
}
