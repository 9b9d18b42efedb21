// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.test.postgres.PgBouncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Each reason why a connection cannot be opened has advice of its own. */
class ConnectFailureTests extends MigratorTestBase {

    private static final String OF_AN_UNREACHABLE_SERVER = "Start the server, or correct host and port";

    @ParameterizedTest
    @CsvSource({
        "options, -c work_mem=much, 22023, parameter of the connection",
        "options, -c no_such_parameter=1, 42704, parameter of the connection",
        "databaseName, no_such_database, 3D000, Create the database",
        "sslmode, require, 08004, The server has no TLS",
        "user, no_such_role, 28000, pg_hba.conf",
        "portNumber, 1, 08001, Start the server",
        "targetServerType, secondary, 08001, targetServerType"
    })
    void aParameterOfTheUrlIsNamed(String parameter, String value, String state, String advice) {
        DatabaseUnavailableException failure = failure(with(parameter, value));

        // With password authentication, the server does not tell whether a role exists.
        assertThat(failure.sqlState()).isIn(state, parameter.equals("user") ? "28P01" : state);
        assertThat(failure.remedy()).containsAnyOf(advice, parameter.equals("user") ? "Correct the user name" : advice);
        if (!parameter.equals("portNumber")) {
            assertThat(failure.remedy()).doesNotContain(OF_AN_UNREACHABLE_SERVER);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ALTER ROLE %s NOLOGIN, 28000, give the role LOGIN",
        "ALTER ROLE %s CONNECTION LIMIT 0, 53300, close connections",
        "REVOKE CONNECT ON DATABASE %s_db FROM PUBLIC, 42501, GRANT CONNECT"
    })
    void whatTheServerForbidsIsNamed(String statement, String state, String advice) {
        String role = "refused_" + UUID.randomUUID().toString().replace("-", "");
        run("CREATE ROLE " + role + " LOGIN PASSWORD 'p'");
        try {
            run(statement.replace("%s_db", database.name()).replace("%s", role));

            DatabaseUnavailableException failure = failure(source(database.url(), role, "p"));

            assertThat(failure.sqlState()).isEqualTo(state);
            assertThat(failure.remedy()).contains(advice).doesNotContain(OF_AN_UNREACHABLE_SERVER);
        } finally {
            run("GRANT CONNECT ON DATABASE " + database.name() + " TO PUBLIC");
            run("DROP ROLE " + role);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "57P03, migration.connect-for",
        "57P01, is stopping",
        "28P01, the password",
        "53300, max_connections",
        "55000, ALLOW_CONNECTIONS",
        "08P01, pooler",
        "XX000, The server runs"
    })
    void everyStateOfTheServerHasAdvice(String state, String advice) {
        SQLException refused = new PSQLException(new ServerErrorMessage("SFATAL\0C" + state + "\0Mrefused\0"));

        assertThat(new DatabaseUnavailableException(refused).remedy())
                .contains(advice)
                .doesNotContain(OF_AN_UNREACHABLE_SERVER);
        assertThat(new DatabaseUnavailableException(new SQLException("The pool says no", refused)).remedy())
                .contains(advice);
    }

    @Test
    void aUrlThatTheDriverCannotParseIsNamed() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> new Driver().connect("jdbc:postgresql://localhost:99999/db", new Properties()))
                .satisfies(unparsed -> assertThat(new DatabaseUnavailableException(unparsed).remedy())
                        .contains("Correct the URL (spring.datasource.url or migration.url)", "a port from 1 to 65535")
                        .doesNotContain(OF_AN_UNREACHABLE_SERVER));
    }

    @Test
    void aMissingPasswordAndAnExhaustedPoolAreNamed() {
        SQLException missing = new PSQLException(
                "The server requested SCRAM-based authentication, but no password was provided.",
                PSQLState.CONNECTION_REJECTED);

        assertThat(new DatabaseUnavailableException(missing).remedy()).contains("Set the password", ".pgpass");
        assertThat(new DatabaseUnavailableException(new SQLException("Timeout waiting for idle object")).remedy())
                .contains("size of the application's pool");
    }

    @ParameterizedTest
    @CsvSource({"currentSchema,app", "options,-c geqo=off"})
    @EnabledIf("dev.migration.ConnectFailureTests#hasPgBouncer")
    void aParameterThatPgBouncerDoesNotKnowIsNamed(String parameter, String value)
            throws IOException, InterruptedException {
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 2)) {
            PGSimpleDataSource source = (PGSimpleDataSource) pooler.dataSource();
            set(source, parameter, value);
            if (parameter.equals("options")) {
                set(source, "currentSchema", "app");
            }

            DatabaseUnavailableException failure = failure(source);

            assertThat(failure.sqlState()).isEqualTo("08P01");
            assertThat(failure.remedy())
                    .contains("ignore_startup_parameters", "ALTER ROLE")
                    .doesNotContain(OF_AN_UNREACHABLE_SERVER);
        }
    }

    @Test
    void aServerThatGoesAwayInTheMiddleIsNotSaidToHaveRolledBack() throws IOException {
        revisions.table("a", "");
        try (ServerProxy proxy = new ServerProxy(database)) {
            assertThatExceptionOfType(RevisionFailedException.class)
                    .isThrownBy(() -> builder()
                            .dataSource(proxy.dataSource())
                            .settings(settings().toBuilder()
                                    .retryFor(Duration.ofSeconds(1))
                                    .build())
                            .listener(at(
                                    MigrationEvent.RevisionStarted.class,
                                    event -> proxy.cutFrom(proxy.roundTrips() + 1, 1000, false)))
                            .build()
                            .upgrade("heads"))
                    .satisfies(failure -> {
                        assertThat(failure.problem())
                                .contains("The connection was lost before the COMMIT", "Since then: ")
                                .contains("cannot be reached")
                                .doesNotContain("was rolled back");
                        assertThat(failure.remedy()).contains("server");
                        assertThat(failure.revision()).isEqualTo("a");
                    });
        }
    }

    static boolean hasPgBouncer() {
        return PgBouncer.program().isPresent();
    }

    private void run(String statement) {
        jdbc().sql(statement).update();
    }

    private DataSource with(String parameter, String value) {
        PGSimpleDataSource source = source(database.url(), database.username(), database.password());
        set(source, parameter, value);
        return source;
    }

    private static void set(PGSimpleDataSource source, String parameter, String value) {
        switch (parameter) {
            case "databaseName" -> source.setDatabaseName(value);
            case "user" -> source.setUser(value);
            case "portNumber" -> source.setPortNumbers(new int[] {Integer.parseInt(value)});
            default -> {
                try {
                    source.setProperty(parameter, value);
                } catch (SQLException unknown) {
                    throw new IllegalArgumentException(parameter, unknown);
                }
            }
        }
    }

    private DatabaseUnavailableException failure(DataSource source) {
        revisions.table("a", "");
        var thrown = new DatabaseUnavailableException[1];
        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> builder()
                        .dataSource(source)
                        .settings(settings().toBuilder()
                                .retryFor(Duration.ofSeconds(1))
                                .build())
                        .build()
                        .upgrade("heads"))
                .satisfies(failure -> thrown[0] = failure);
        return thrown[0];
    }
}
