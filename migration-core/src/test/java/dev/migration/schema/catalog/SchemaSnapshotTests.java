// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
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
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.fingerprint.CatalogMark;
import dev.migration.schema.fingerprint.SchemaFingerprint;
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
        SchemaSnapshot after = changed(change);

        assertThat(SchemaComparison.of(before, after).differences())
                .anyMatch(difference -> difference.object().toString().startsWith(change.seen()));
        // The same statements again make the same state, with other oids.
        SchemaSnapshot again = state(change.before() + change.after());
        assertThat(SchemaComparison.of(after, again).differences()).isEmpty();
        assertThat(SchemaFingerprint.of(again).hash())
                .isEqualTo(SchemaFingerprint.of(after).hash());
        assertThat(SchemaFingerprint.of(before)
                        .hash()
                        .equals(SchemaFingerprint.of(after).hash()))
                .as("only a superuser may read it")
                .isEqualTo(isOfSuperusers(change));
    }

    @Test
    void whatWasCreatedAndDroppedLeavesNoDifference() throws SQLException {
        String table = "CREATE TABLE t (a int, b text);";
        String changes = "ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT 1; CREATE INDEX i ON t (c);"
                + " CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING; CREATE TABLE child () INHERITS (t);"
                + " CREATE TABLE other (t int); ALTER TABLE t ADD PRIMARY KEY (a); GRANT SELECT ON t TO PUBLIC;";
        String reverts =
                " REVOKE SELECT ON t FROM PUBLIC; ALTER TABLE t DROP CONSTRAINT t_pkey; DROP TABLE other; DROP TABLE child;"
                        + " DROP RULE r ON t; DROP INDEX i; ALTER TABLE t DROP COLUMN c; ALTER TABLE t ALTER COLUMN a DROP NOT NULL;";

        assertThat(SchemaComparison.of(state(table), state(table + " " + changes + reverts))
                        .differences())
                .isEmpty();
    }

    @Test
    void objectsOfTheRoleThatReadsAreEqualWhicheverRoleThatIs() throws SQLException {
        String table = "CREATE TABLE t (id int); GRANT SELECT ON t TO PUBLIC;";

        assertThat(SchemaComparison.of(state(table), stateAs("pg_monitor", table))
                        .differences())
                .isEmpty();
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
            SchemaSnapshot snapshot = SnapshotReader.read(other, "none");

            assertThat(snapshot.objects().keySet()).extracting(Object::toString).containsExactly("schema public");
            assertThat(snapshot.omissions()).isEmpty();
        }
    }

    private int majorVersion() {
        return Integer.parseInt(database.serverVersion().replaceAll("\\D.*", ""));
    }

    /** Creates the state with another role, which also reads it. */
    private static SchemaSnapshot stateAs(String role, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("GRANT CREATE ON SCHEMA public TO " + role);
            statement.execute("SET LOCAL ROLE " + role);
            statement.execute(sql);
            statement.execute("RESET ROLE");
            statement.execute("REVOKE CREATE ON SCHEMA public FROM " + role);
            statement.execute("SET LOCAL ROLE " + role);
            return SnapshotReader.readInTransaction(connection, "none");
        } finally {
            connection.rollback();
        }
    }

    /** The second state of a change, which must change the mark, too. */
    private SchemaSnapshot changed(SchemaChange change) throws SQLException {
        for (int attempt = 1; attempt <= 20; attempt++) {
            Optional<SchemaSnapshot> state = changedAlone(change);
            if (state.isPresent()) {
                return state.get();
            }
        }
        throw new AssertionError("other tests created or dropped roles at each attempt");
    }

    /** Empty if another test created or dropped a role meanwhile: a mark contains all roles of the server. */
    private Optional<SchemaSnapshot> changedAlone(SchemaChange change) throws SQLException {
        String roles = roles();
        try {
            execute(change.before());
            String first = CatalogMark.read(connection);
            String second = CatalogMark.read(connection);
            execute(change.after());
            String changed = CatalogMark.read(connection);
            SchemaSnapshot state = SnapshotReader.readInTransaction(connection, "none");
            if (!roles.equals(roles())) {
                return Optional.empty();
            }
            assertThat(second).isEqualTo(first);
            assertThat(changed.equals(first)).as("the mark stays the same").isEqualTo(isOfSuperusers(change));
            return Optional.of(state);
        } finally {
            connection.rollback();
        }
    }

    /** The roles that other sessions see. */
    private String roles() {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT string_agg(rolname || oid, ' ' ORDER BY oid) FROM pg_roles")
                .query(String.class)
                .single();
    }

    private static boolean isOfSuperusers(SchemaChange change) {
        return change.seen().startsWith("user mapping") || change.seen().startsWith("subscription");
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String single : SINGLE_STATEMENT.split(sql)) {
                statement.execute(single);
            }
        }
    }

    private static SchemaSnapshot state(String sql) throws SQLException {
        try {
            execute(sql);
            return SnapshotReader.readInTransaction(connection, "none");
        } finally {
            connection.rollback();
        }
    }
}
