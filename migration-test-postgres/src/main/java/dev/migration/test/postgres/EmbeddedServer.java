package dev.migration.test.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A server unpacked from the class path; needs nothing of the machine. */
final class EmbeddedServer implements ServerSource {

    static final String ORIGIN = "an embedded server";

    /** Generous, for machines that are busy with other builds. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public Optional<RunningServer> start() {
        try {
            var builder = EmbeddedPostgres.builder().setPGStartupWait(PATIENCE);
            TestSettings.ALL.forEach(builder::setServerConfig);
            var postgres = builder.start();
            var address =
                    new ServerAddress("localhost:" + postgres.getPort(), "postgres", "postgres", "postgres", List.of());
            return Optional.of(new RunningServer(ORIGIN, address, () -> stop(postgres)));
        } catch (IOException | RuntimeException failure) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL does not start. What to do: start Docker, or name a server in "
                            + ConfiguredServer.VARIABLE + ".",
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
