// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.migration.execution.report.StatementSource;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.StepStatement;
import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

@PostgresTest
class StatementObserverTests {

    @Test
    void statementsOfTheLibraryStayInOneMessage(PostgresDatabase database) throws Exception {
        Map<String, Duration> observed = new LinkedHashMap<>();
        try (MigrationSession session = MigrationSession.open(database.dataSource())) {
            StatementPipeline pipeline = new StatementPipeline(session, new DriverSettings(), notice -> {})
                    .observedBy((statement, duration) -> observed.put(statement.sql(), duration));
            // The server refuses LOCK TABLE outside a transaction, and makes one of a message.
            pipeline.add(new StepStatement.Ours("CREATE TABLE t ()"));
            pipeline.add(new StepStatement.Ours("LOCK TABLE t"));

            pipeline.flush();

            assertThat(observed.keySet()).containsExactly("LOCK TABLE t");
        }
    }

    @Test
    void eachStatementHasItsOwnDurationAndAMessageOfItsOwn(PostgresDatabase database) throws Exception {
        Map<String, Duration> observed = new LinkedHashMap<>();
        try (MigrationSession session = MigrationSession.open(database.dataSource())) {
            StatementPipeline pipeline = new StatementPipeline(session, new DriverSettings(), notice -> {})
                    .observedBy((statement, duration) -> observed.put(statement.sql(), duration));
            for (String sql : new String[] {
                "BEGIN",
                "SELECT pg_sleep(0.3)",
                "CREATE TEMP TABLE seen AS SELECT query FROM pg_stat_activity" + " WHERE pid = pg_backend_pid()",
                "COMMIT"
            }) {
                pipeline.add(new StepStatement.Scripted(
                        new SqlStatement(sql, Position.START, false), StatementSource.of("a.sql")));
            }

            pipeline.flush();

            assertThat(observed.keySet()).first().isEqualTo("BEGIN");
            assertThat(observed).hasSize(4);
            assertThat(observed.get("SELECT pg_sleep(0.3)")).isGreaterThan(Duration.ofMillis(299));
            assertThat(session.query("SELECT query FROM seen").orElseThrow())
                    .startsWith("CREATE TEMP TABLE")
                    .doesNotContain("BEGIN", "COMMIT");
        }
    }
}
