// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.survival.RecordedStatements;
import dev.migration.survival.StatementStatistics;
import dev.migration.survival.SurvivalReport;
import dev.migration.survival.SurvivalSurvey;
import dev.migration.test.postgres.OwnServer;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A server with pg_stat_statements, which must be loaded when it starts. */
class StatementStatisticsTests {

    @Test
    void theStatementsOfTheApplicationAreFoundAndJudged(@TempDir Path folder, @TempDir Path scripts) throws Exception {
        try (OwnServer server = OwnServer.create(folder, "shared_preload_libraries = 'pg_stat_statements'")
                .start()) {
            PostgresDatabase database = server.createDatabase("survival");
            RevisionFolder revisions = new RevisionFolder(scripts);
            revisions.irreversible("a", "", "CREATE TABLE t (id int, name text, made timestamptz);");
            revisions.irreversible("b", "a", "ALTER TABLE t RENAME COLUMN name TO title;");
            Migrator migrator = Migrator.builder()
                    .dataSource(database.dataSource())
                    .settings(MigrationSettings.defaults().toBuilder()
                            .locations(revisions.location())
                            .build())
                    .build();
            migrator.upgrade("a");

            SurvivalSurvey survey = new SurvivalSurvey(recorded(database));
            SurvivalReport report = survey.report(migrator.rehearse("heads", RehearsalOptions.DEFAULT, survey));

            assertThat(report.unjudged()).isEmpty();
            assertThat(report.broken()).singleElement().satisfies(broken -> {
                assertThat(broken.statement().text()).isEqualTo("SELECT name FROM t WHERE id = $1");
                assertThat(broken.statement().calls()).isEqualTo(3);
            });
            assertThat(report.omitted()).containsKey("utility statements, which no PREPARE takes (VACUUM)");
        }
    }

    private static RecordedStatements recorded(PostgresDatabase database) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(StatementStatistics.read(connection)).isEmpty();
            statement.execute("CREATE EXTENSION pg_stat_statements");
            statement.execute("SELECT pg_stat_statements_reset()");
            for (String text : List.of(
                    "SELECT name FROM t WHERE id = 1",
                    "SELECT name FROM t WHERE id = 2",
                    "SELECT name FROM t WHERE id = 3",
                    "SELECT id FROM t WHERE made > now() - interval '1 day'",
                    "SELECT 'constant'",
                    "INSERT INTO t (id, made) VALUES (1, now())",
                    "VACUUM t")) {
                statement.execute(text);
            }
            return StatementStatistics.read(connection).orElseThrow();
        }
    }
}
