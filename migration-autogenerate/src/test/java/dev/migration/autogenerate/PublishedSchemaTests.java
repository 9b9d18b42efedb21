// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.migration.autogenerate.loss.Confirmation;
import dev.migration.autogenerate.plan.Step;
import dev.migration.autogenerate.proof.ScratchTrial;
import dev.migration.autogenerate.proof.Writer;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.catalog.SnapshotReader;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Schemas of products that others wrote: what is written for them creates them again, or leads from one version to the other. */
@PostgresTest
class PublishedSchemaTests {

    private static final String OPERATON = "/org/operaton/bpm/engine/db/";
    private static final List<String> PARTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    private static final List<String> JBPM = List.of("/db/ddl-scripts/postgresql/postgresql-jbpm-schema.sql");
    /** From a zip that the build unpacks. */
    private static final List<String> WSO2 =
            List.of("/wso2/features/org.wso2.carbon.identity.core.server_7.0.80/dbscripts/postgresql.sql");

    private static final List<String> QUARTZ = List.of("/org/quartz/impl/jdbcjobstore/tables_postgres.sql");

    @Test
    void aSchemaOfThreeProductsWithOverAHundredTablesIsCreatedAgain(PostgresDatabase postgres) throws Exception {
        createsAgain(
                postgres,
                Stream.of(JBPM, QUARTZ, operaton("create/activiti"))
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void theSchemaOfOneProductWithOverAHundredTablesIsCreatedAgain(PostgresDatabase postgres) throws Exception {
        createsAgain(postgres, WSO2);
    }

    private static void createsAgain(PostgresDatabase postgres, List<String> files) throws Exception {
        try (PostgresDatabase wish = postgres.createDatabase();
                PostgresDatabase scratch = postgres.createDatabase();
                PostgresDatabase fresh = postgres.createDatabase()) {
            SchemaGraph to = load(wish, files);

            Autogenerate.Result result = write(scratch, to);

            assertThat(to.snapshot().objects().keySet().stream()
                            .filter(object -> object.kind().equals("table")))
                    .hasSizeGreaterThan(100);
            assertThat(differences(fresh, result.upgrade().steps(), to)).isEmpty();
            assertThat(differences(fresh, result.downgrade().steps(), graph(postgres)))
                    .isEmpty();
        }
    }

    @Test
    void oneVersionOfAProductBecomesTheOther(PostgresDatabase postgres) throws Exception {
        try (PostgresDatabase before = postgres.createDatabase();
                PostgresDatabase after = postgres.createDatabase();
                PostgresDatabase fresh = postgres.createDatabase()) {
            SchemaGraph from = load(fresh, operaton("liquibase/baseline/liquibase"));
            SchemaGraph to = load(after, operaton("create/activiti"));
            load(before, operaton("liquibase/baseline/liquibase"));

            Autogenerate.Result result = write(before, to);

            assertThat(SchemaComparison.of(from.snapshot(), to.snapshot()).differences())
                    .hasSizeGreaterThan(5);
            assertThat(differences(fresh, result.upgrade().steps(), to)).isEmpty();
            assertThat(differences(fresh, result.downgrade().steps(), from)).isEmpty();
        }
    }

    private static List<String> operaton(String kind) {
        int end = kind.lastIndexOf('/') + 1;
        String folder = kind.substring(0, end);
        String product = kind.substring(end);
        return PARTS.stream()
                .map(part -> OPERATON + folder + product + ".postgres.create." + part + ".sql")
                .toList();
    }

    private static Autogenerate.Result write(PostgresDatabase database, SchemaGraph to) throws SQLException {
        try (ScratchTrial trial = new ScratchTrial(
                database.dataSource().getConnection(), connection -> SnapshotReader.readGraph(connection, "none"))) {
            return new Autogenerate(trial, new Writer.Form(true, trial.spelling()), Confirmation.all()).write(to);
        }
    }

    private static SchemaGraph load(PostgresDatabase database, List<String> files) throws Exception {
        for (String file : files) {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements(file)) {
                    statement.execute(sql);
                }
            }
        }
        return graph(database);
    }

    private static List<String> statements(String file) throws IOException {
        try (InputStream resource = PublishedSchemaTests.class.getResourceAsStream(file)) {
            String text = new String(Objects.requireNonNull(resource, file).readAllBytes(), StandardCharsets.UTF_8);
            StatementReader reader = new StatementReader(SqlInput.of(text), Position.START, () -> true);
            return Stream.generate(reader::next)
                    .takeWhile(Optional::isPresent)
                    .map(statement -> statement.map(SqlStatement::text).orElseThrow())
                    .filter(sql -> !sql.equalsIgnoreCase("commit"))
                    .toList();
        }
    }

    private static List<?> differences(PostgresDatabase database, List<Step> steps, SchemaGraph to)
            throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (Step step : steps) {
                statement.execute(step.sql());
            }
        }
        return SchemaComparison.of(
                        graph(database).snapshot().without("attnum"),
                        to.snapshot().without("attnum"))
                .differences();
    }

    private static SchemaGraph graph(PostgresDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return SnapshotReader.readGraph(connection, "none");
        }
    }
}
