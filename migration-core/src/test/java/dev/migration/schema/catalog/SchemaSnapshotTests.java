// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@PostgresTest
class SchemaSnapshotTests {

    /** The driver would split at the semicolons of BEGIN ATOMIC, too, if a text had several statements. */
    private static final Pattern SINGLE_STATEMENT =
            Pattern.compile(";\\s+(?=(ALTER|COMMENT|CREATE|DROP|GRANT|REVOKE|UPDATE)\\b)");

    private static Connection connection;

    private PostgresDatabase database;

    @BeforeAll
    static void connect(PostgresDatabase postgres) throws SQLException {
        // One session for all tests: it plans each query once.
        connection = postgres.dataSource().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    @BeforeEach
    void remember(PostgresDatabase postgres) {
        database = postgres;
    }

    static List<SchemaChange> changes() {
        return SchemaChange.all();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aSingleChangeIsADifferenceAndTheSameStateIsNone(SchemaChange change) throws SQLException {
        assumeThat(majorVersion()).as("the feature exists").isGreaterThanOrEqualTo(change.since());
        SchemaSnapshot before = state(change.before());
        SchemaSnapshot after = state(change.before() + change.after());

        assertThat(SchemaComparison.of(before, after).differences())
                .anyMatch(difference -> difference.object().toString().startsWith(change.seen()));
        // The same statements again make the same state, with other oids.
        SchemaSnapshot again = state(change.before() + change.after());
        assertThat(SchemaComparison.of(after, again).differences()).isEmpty();
    }

    @Test
    void everyCatalogOfTheServerIsComparedOrLeftOutForAReason() throws SQLException {
        Set<String> known =
                SnapshotReader.catalogs().stream().map(Catalog::name).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(Omissions.CATALOGS.keySet());

        assertThat(known).containsAll(CatalogColumns.of(connection).names());
    }

    @Test
    void anEmptyDatabaseHasOnlyItsSchema() throws SQLException {
        try (Connection other = database.dataSource().getConnection()) {
            SchemaSnapshot snapshot = SnapshotReader.read(other);

            assertThat(snapshot.objects().keySet()).extracting(Object::toString).containsExactly("schema public");
            assertThat(snapshot.omissions()).isEmpty();
        }
    }

    private int majorVersion() {
        return Integer.parseInt(database.serverVersion().replaceAll("\\D.*", ""));
    }

    private static SchemaSnapshot state(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String single : SINGLE_STATEMENT.split(sql)) {
                statement.execute(single);
            }
            return SnapshotReader.readInTransaction(connection);
        } finally {
            connection.rollback();
        }
    }
}
