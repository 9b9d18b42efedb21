// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.migration.schema.OwnedScope;
import dev.migration.schema.Ownership;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaObject;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.catalog.SnapshotReader;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

@PostgresTest
class SchemaFingerprintTests {

    private static final String USERS = "CREATE TABLE users (id bigint PRIMARY KEY, born date DEFAULT '2000-01-02')";
    private static final String VISITS =
            "CREATE TABLE visits (at timestamptz DEFAULT '2020-01-01 00:00Z', user_id bigint"
                    + " REFERENCES users, pause interval DEFAULT '90 min', part float8 DEFAULT 0.1)";
    private static final OwnedScope PUBLIC = OwnedScope.of(Set.of("public"));

    @BeforeEach
    void startEmpty(PostgresDatabase database) {
        database.reset();
    }

    @Test
    void aFingerprintDependsNeitherOnTheOrderNorOnTheDatabaseNorOnTheSession(PostgresDatabase first)
            throws SQLException {
        PostgresDatabase second = first.createDatabase();
        execute(first, USERS, VISITS, "CREATE TABLE other (id int)");
        execute(second, "CREATE TABLE other (id int, x int)", "ALTER TABLE other DROP COLUMN x", USERS, VISITS);

        SchemaFingerprint here = fingerprint(first);
        SchemaFingerprint there = fingerprint(
                second,
                "SET TimeZone = 'Asia/Kathmandu'",
                "SET IntervalStyle = 'iso_8601'",
                "SET extra_float_digits = 0",
                "SET quote_all_identifiers = on",
                "SET search_path = public");

        assertThat(there.to(here).differences()).isEmpty();
        assertThat(there.hash()).isEqualTo(here.hash());
    }

    @Test
    void anotherRoleThatMayReadNothingHasTheSameFingerprint(PostgresDatabase database) throws SQLException {
        execute(
                database,
                USERS,
                "CREATE TABLE state (id int)",
                "CREATE VIEW grown AS SELECT id FROM users WHERE born < '2008-01-01'",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1");

        String mark;
        try (Connection connection = database.dataSource().getConnection()) {
            mark = CatalogMark.read(connection);
        }
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE pg_monitor");
            assertThat(of(SnapshotReader.read(connection, "state")).hash())
                    .isEqualTo(fingerprint(database).hash());
            assertThat(CatalogMark.read(connection)).isEqualTo(mark);
        }
    }

    @Test
    void dataAndStatisticsChangeNeitherTheFingerprintNorTheMark(PostgresDatabase database) throws SQLException {
        execute(database, USERS);
        String before = fingerprint(database).hash();
        String mark = mark(database);

        execute(database, "INSERT INTO users SELECT generate_series(1, 1000)", "ANALYZE users");
        execute(database, "VACUUM (FREEZE) users", "VACUUM (FREEZE) pg_class", "VACUUM (FREEZE) pg_attribute");

        assertThat(mark(database)).isEqualTo(mark);
        assertThat(fingerprint(database).hash()).isEqualTo(before);
    }

    @Test
    void newFilesChangeTheMarkAndNotTheFingerprint(PostgresDatabase database) throws SQLException {
        execute(database, USERS);
        String before = fingerprint(database).hash();
        String mark = mark(database);

        execute(database, "TRUNCATE users");

        assertThat(mark(database)).isNotEqualTo(mark);
        assertThat(fingerprint(database).hash()).isEqualTo(before);
    }

    @Test
    void whatRevisionsDoNotOwnChangesNothing(PostgresDatabase database) throws SQLException {
        execute(database, USERS, "CREATE TABLE log (at date NOT NULL) PARTITION BY RANGE (at)");
        String before = fingerprint(database).hash();

        execute(
                database,
                "CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                "CREATE SCHEMA billing",
                "CREATE TABLE billing.invoices (id int PRIMARY KEY)",
                "CREATE TABLE shedlock (name text PRIMARY KEY)",
                "CREATE PUBLICATION p FOR ALL TABLES");

        assertThat(fingerprint(database).hash()).isEqualTo(before);
    }

    @Test
    void whatARunCreatedIsOwnedWhereverItIs(PostgresDatabase database) throws SQLException {
        execute(
                database,
                "CREATE TABLE log (at date NOT NULL, PRIMARY KEY (at)) PARTITION BY RANGE (at)",
                "CREATE PUBLICATION of_somebody",
                "CREATE SCHEMA of_somebody",
                "CREATE TABLE of_somebody.t (id int PRIMARY KEY)");
        Set<SchemaObject> existing;
        try (Connection connection = database.dataSource().getConnection()) {
            existing = SnapshotReader.names(connection);
        }
        execute(
                database,
                "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                "CREATE SCHEMA billing",
                "CREATE TABLE billing.invoices (id int PRIMARY KEY)",
                "CREATE PUBLICATION p");

        SchemaSnapshot after = snapshot(database);
        OwnedScope scope = Ownership.after(PUBLIC, existing, after);

        assertThat(scope.schemas()).containsExactly("billing", "public");
        assertThat(scope.objects()).containsExactly("index public.log_1_pkey", "publication p", "table public.log_1");
        assertThat(Ownership.of(scope, after).objects().keySet())
                .extracting(Object::toString)
                .contains("column public.log_1.at", "constraint billing.invoices.invoices_pkey", "schema billing")
                .noneMatch(name -> name.contains("of_somebody"));
        // The next run keeps what exists, and forgets what does not.
        execute(database, "DROP TABLE log_1");
        SchemaSnapshot later = snapshot(database);
        assertThat(Ownership.after(scope, later.objects().keySet(), later).objects())
                .containsExactly("publication p");
    }

    @Test
    void aStoredFingerprintNamesWhatDiffers(PostgresDatabase database) throws SQLException {
        execute(database, USERS, "CREATE TABLE \"odd\tname\" (id int)", "CREATE INDEX i ON users (born)");
        SchemaFingerprint before = fingerprint(database);
        SchemaFingerprint stored = SchemaFingerprint.stored(before.hash(), before.text());
        assertThat(stored).isEqualTo(before);

        execute(
                database,
                "DROP INDEX i",
                "ALTER TABLE users ALTER COLUMN born DROP DEFAULT",
                "CREATE TABLE hot (id int)");

        assertThat(stored.to(fingerprint(database)).withoutParts())
                .extracting(SchemaDifference::toString)
                .satisfiesExactlyInAnyOrder(
                        added -> assertThat(added).isEqualTo("+ table public.hot"),
                        removed -> assertThat(removed).isEqualTo("- index public.i"),
                        changed -> assertThat(changed).startsWith("~ column public.users.born"));
    }

    private static void execute(PostgresDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static SchemaFingerprint fingerprint(PostgresDatabase database, String... session) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : session) {
                statement.execute(sql);
            }
            return of(SnapshotReader.read(connection, "state"));
        }
    }

    private static SchemaSnapshot snapshot(PostgresDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return SnapshotReader.read(connection, "state");
        }
    }

    private static String mark(PostgresDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return CatalogMark.read(connection);
        }
    }

    private static SchemaFingerprint of(SchemaSnapshot snapshot) {
        return SchemaFingerprint.of(Ownership.of(PUBLIC, snapshot));
    }
}
