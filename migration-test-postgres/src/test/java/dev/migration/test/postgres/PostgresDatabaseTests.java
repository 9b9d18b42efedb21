// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

@PostgresTest
class PostgresDatabaseTests {

    private static final String TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";

    private final PostgresDatabase database;

    PostgresDatabaseTests(PostgresDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void reset() {
        database.reset();
    }

    @Test
    void isEmptyAfterReset() throws SQLException {
        Queries.execute(database.dataSource(), "CREATE TABLE tickets ()");
        assertThat(tables(database)).containsExactly("tickets");

        database.reset();

        assertThat(tables(database)).isEmpty();
    }

    @Test
    void canBeResetWhileSessionsAreOpen() throws SQLException {
        try (var session = database.dataSource().getConnection()) {
            database.reset();

            assertThat(session.isValid(1)).isFalse();
        }
    }

    @Test
    void hasTheTimeZoneOfTheJvm() throws SQLException {
        assertThat(Queries.strings(database.dataSource(), "SHOW timezone"))
                .containsExactly(TimeZone.getDefault().getID());
    }

    @Test
    void acceptsConnectionsWithUrlUsernameAndPassword() throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.username(), database.password())) {
            assertThat(connection.getCatalog()).isEqualTo(database.name());
        }
    }

    @Test
    void urlAndTextFormContainNoPassword() {
        assertThat(database.url()).doesNotContain("password");
        assertThat(database).hasToString(database.username() + "@" + database.url());
    }

    @Test
    void returnsTheVersionOfTheServer() throws SQLException {
        assertThat(Queries.strings(database.dataSource(), "SHOW server_version"))
                .containsExactly(database.serverVersion());
    }

    @Test
    void closesTheDatabasesThatItCreated() throws SQLException {
        var first = database.createDatabase();
        var second = first.createDatabase();
        assertThat(tables(second)).isEmpty();

        first.close();

        for (var closed : List.of(first, second)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> tables(closed))
                    .withMessageContaining("does not exist");
        }
    }

    @Test
    void waitsUntilAConditionHolds() throws Exception {
        Queries.execute(database.dataSource(), "CREATE TABLE tickets ()");
        var waiting = CompletableFuture.runAsync(() -> database.await("SELECT to_regclass('tickets') IS NULL"));
        database.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                + " AND datname = current_database()");

        Queries.execute(database.dataSource(), "DROP TABLE tickets");

        assertThat(waiting).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void saysWhatItWaitedForInVain() {
        assertThatIllegalStateException()
                .isThrownBy(() -> database.await("SELECT nonsense"))
                .withMessageContaining("SELECT nonsense");
    }

    @Test
    void canBeClosedTwice() {
        var other = database.createDatabase();
        other.close();

        assertThatNoException().isThrownBy(other::close);
    }

    private static List<String> tables(PostgresDatabase database) throws SQLException {
        return Queries.strings(database.dataSource(), TABLES);
    }
}
