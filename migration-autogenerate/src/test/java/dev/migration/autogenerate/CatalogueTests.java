// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.autogenerate.proof.Writer;
import dev.migration.autogenerate.proof.Written;
import dev.migration.autogenerate.text.Spelling;
import dev.migration.schema.SchemaGraph;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** A catalogue of single changes: what is written leads to the second state, and back. */
@PostgresTest
class CatalogueTests {

    /** As a revision is written; the downgrade is written in the other form. */
    private static final Writer.Form SAFE = new Writer.Form(true, new Spelling("public", Set.of()));

    private static Connection connection;

    @BeforeAll
    static void connect(PostgresDatabase postgres) throws SQLException {
        connection = postgres.dataSource().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    static List<SchemaChange> changes() throws IOException {
        return SchemaChange.all();
    }

    /** Every fifth change, of all kinds. */
    static Stream<SchemaChange> sample() throws IOException {
        List<SchemaChange> all = SchemaChange.all();
        return IntStream.range(0, all.size()).filter(index -> index % 5 == 0).mapToObj(all::get);
    }

    /** What is reported and not written, and why. */
    static final Map<String, String> UNWRITTEN = Map.of(
            "foreign key triggers disabled", "DISABLE TRIGGER ALL would disable those of other constraints, too",
            "index invalid", "nothing makes an index invalid on purpose",
            "partition key", "a table cannot get another partition key; its rows would have to be copied",
            "partitioned table instead of a table", "its rows would have to be copied",
            "subscription", "its connection string contains a password, and a scratch database does not isolate it",
            "user mapping", "its options contain a password");

    @ParameterizedTest
    @MethodSource("sample")
    void whatIsWrittenForASampleLeadsToTheSecondStateAndBack(SchemaChange change) throws SQLException {
        requireRoundTrip(change);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("changes")
    void whatIsWrittenLeadsToTheSecondStateAndBack(SchemaChange change) throws SQLException {
        requireRoundTrip(change);
    }

    private static void requireRoundTrip(SchemaChange change) throws SQLException {
        assumeThat(connection.getMetaData().getDatabaseMajorVersion()).isGreaterThanOrEqualTo(change.since());
        TransactionTrial trial = new TransactionTrial(connection);
        List<String> both = new ArrayList<>(change.before());
        both.addAll(change.after());
        SchemaGraph to = trial.state(both).read();
        SchemaGraph from = trial.state(change.before()).read();

        Written upgrade = Writer.write(trial, from, to, SAFE);
        Written downgrade = Writer.write(trial, upgrade.end(), from, Writer.Form.plain());

        if (UNWRITTEN.containsKey(change.name())) {
            assertThat(upgrade.unwritten()).as("upgrade").isNotEmpty();
        } else {
            assertThat(upgrade.unwritten()).as("upgrade " + upgrade.failures()).isEmpty();
            assertThat(downgrade.unwritten())
                    .as("downgrade " + downgrade.failures())
                    .isEmpty();
        }
    }
}
