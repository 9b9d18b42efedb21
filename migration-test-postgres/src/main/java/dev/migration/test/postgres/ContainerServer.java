// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Starts a container, if Docker answers. */
final class ContainerServer implements ServerProvider {

    private static final Logger log = LoggerFactory.getLogger(ContainerServer.class);
    private static final String IMAGE = "postgres:18-alpine";

    @Override
    public Optional<RunningServer> start() {
        try {
            return DockerClientFactory.instance().isDockerAvailable() ? Optional.of(run()) : Optional.empty();
        } catch (RuntimeException failure) {
            // Docker answers, but the image is not available or Docker is broken: tests can use another server.
            log.warn("Docker answers, but cannot start {}: {}", IMAGE, failure.toString());
            return Optional.empty();
        }
    }

    // The container is closed by RunningServer.stop().
    @SuppressWarnings("resource")
    private static RunningServer run() {
        // With data in memory, a start takes half the time.
        var container = new PostgreSQLContainer(IMAGE)
                .withTmpFs(Map.of("/var/lib/postgresql", "rw"))
                .withCommand(TestSettings.command());
        container.start();
        var address = address(container);
        hashPasswordOnce(address);
        return new RunningServer("a container of " + IMAGE, address, container::stop);
    }

    private static ServerAddress address(PostgreSQLContainer container) {
        return new ServerAddress(
                container.getHost() + ":" + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getDatabaseName(),
                container.getUsername(),
                container.getPassword(),
                List.of());
    }

    /** A login hashes the password as often as it was hashed when it was set: by default 4096 times, each time. */
    private static void hashPasswordOnce(ServerAddress address) {
        try (var connection = address.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET scram_iterations = 1");
            statement.execute("ALTER ROLE CURRENT_USER PASSWORD '" + address.password() + "'");
        } catch (SQLException failure) {
            throw new IllegalStateException("The password of " + address + " cannot be set.", failure);
        }
    }
}
