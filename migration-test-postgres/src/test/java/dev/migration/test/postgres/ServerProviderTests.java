// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

class ServerProviderTests {

    @Test
    void theServerOfTheEnvironmentIsPreferred() {
        var environment = Map.of(ConfiguredServer.VARIABLE, "jdbc:postgresql://db:5432/postgres?user=me");

        var server = ServerProvider.firstOf(environment);

        assertThat(server.origin()).contains(ConfiguredServer.VARIABLE);
        assertThat(server.administration()).hasToString("me@jdbc:postgresql://db:5432/postgres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anEmptyVariableIsIgnored(String url) {
        assertThat(new ConfiguredServer(Map.of(ConfiguredServer.VARIABLE, url)).start())
                .isEmpty();
    }

    @Test
    void anInvalidUrlIsReportedWithARemedy() {
        var source = new ConfiguredServer(Map.of(ConfiguredServer.VARIABLE, "localhost:5432"));

        assertThatIllegalStateException()
                .isThrownBy(source::start)
                .withMessageContainingAll(ConfiguredServer.VARIABLE, "What to do:", "jdbc:postgresql://HOST:PORT");
    }

    @Test
    void aContainerIsStartedIfDockerAnswers() throws SQLException {
        var server = new ContainerServer().start();

        assertThat(server.isPresent()).isEqualTo(dockerAnswers());
        if (server.isPresent()) {
            assertThatItServes(server.get(), "18");
        }
    }

    @Test
    void anEmbeddedServerIsStarted() throws SQLException {
        assertThatItServes(
                new EmbeddedServer().start().orElseThrow(), requiredVersion().orElse("18"));
    }

    @Test
    void aRequiredVersionOverridesEveryOtherServer() {
        var environment = Map.of(
                RequiredVersionServer.VARIABLE,
                requiredVersion().orElse("18"),
                ConfiguredServer.VARIABLE,
                "jdbc:postgresql://db:5432/postgres?user=me");

        var server = ServerProvider.firstOf(environment);

        assertThat(server.origin()).isEqualTo(EmbeddedServer.ORIGIN);
        server.stop().run();
    }

    @Test
    void testsRunOnTheRequiredVersion() {
        var required = requiredVersion();
        assumeThat(required)
                .as("No profile requires a version (mvn verify -Ppostgres-14), so any version is permitted")
                .isPresent();

        assertThat(PostgresServer.shared().version()).startsWith(required.get() + ".");
    }

    private static Optional<String> requiredVersion() {
        return new RequiredVersionServer(System.getenv()).version();
    }

    private static void assertThatItServes(RunningServer server, String major) throws SQLException {
        try {
            assertThat(Queries.strings(server.administration().dataSource(), "SHOW server_version_num"))
                    .singleElement()
                    .asString()
                    .startsWith(major);
        } finally {
            server.stop().run();
        }
    }

    private static boolean dockerAnswers() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException noDocker) {
            return false;
        }
    }
}
