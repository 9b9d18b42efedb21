// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@PostgresTest
class PostgresServerTests {

    private final ServerAddress address;

    PostgresServerTests(PostgresDatabase database) {
        var url = database.url() + "?user=" + database.username() + "&password=" + database.password();
        this.address = ServerAddress.parse(url);
    }

    @Test
    void isStartedOnce() {
        assertThat(PostgresServer.shared()).isSameAs(PostgresServer.shared());
    }

    @Test
    void reconnectsAfterALostConnection() throws SQLException {
        var pid = PostgresServer.shared().ask("SELECT pg_backend_pid()");
        Queries.strings(address.dataSource(), "SELECT pg_terminate_backend(" + pid + ", 10000)");

        assertThat(PostgresServer.shared().ask("SELECT pg_backend_pid()")).isNotEqualTo(pid);
    }

    @Test
    void createsUniqueNames() {
        try (var one = PostgresServer.shared().createDatabase("support");
                var another = PostgresServer.shared().createDatabase("support")) {
            assertThat(List.of(one, another)).extracting(PostgresDatabase::name).doesNotHaveDuplicates();
        }
    }

    @Test
    void acceptsAnyPrefix() {
        try (var database = PostgresServer.shared().createDatabase("1; Ünï-\"" + "long".repeat(30))) {
            assertThat(database.name()).matches("test_[a-z0-9_]{1,58}");
        }
    }

    @Test
    void dropsOpenDatabasesBeforeItStops() throws SQLException {
        var stopped = new AtomicBoolean();
        var server = new PostgresServer(new RunningServer("a test", address, () -> stopped.set(true)));
        var leftOpen = server.createDatabase("left_open");

        server.stop();

        assertThat(stopped).isTrue();
        assertThat(Queries.strings(address.dataSource(), "SELECT datname FROM pg_database"))
                .doesNotContain(leftOpen.name());
    }

    @Test
    void reportsARemedyIfTheServerRefuses() {
        var nobody = new ServerAddress(address.hosts(), address.database(), "nobody", "x", List.of());
        var server = new PostgresServer(new RunningServer("a test", nobody, () -> {}));

        assertThatIllegalStateException()
                .isThrownBy(() -> server.createDatabase("any"))
                .withMessageContainingAll("CREATE DATABASE test_any_", "nobody", "What to do:");
    }
}
