// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Starts a server from binaries on the class path, which needs no installed software. */
final class EmbeddedServer implements ServerProvider {

    static final String ORIGIN = "an embedded server";

    /** Long enough for a machine that runs other builds, too. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

    @Override
    public Optional<RunningServer> start() {
        try {
            var builder = EmbeddedPostgres.builder().setPGStartupWait(START_TIMEOUT);
            TestSettings.ALL.forEach(builder::setServerConfig);
            var postgres = builder.start();
            var address =
                    new ServerAddress("localhost:" + postgres.getPort(), "postgres", "postgres", "postgres", List.of());
            return Optional.of(new RunningServer(ORIGIN, address, () -> stop(postgres)));
        } catch (IOException | RuntimeException failure) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL does not start. What to do: start Docker, or set "
                            + ConfiguredServer.VARIABLE + " to the URL of a server.",
                    failure);
        }
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("The embedded PostgreSQL does not stop.", failure);
        }
    }
}
