package dev.migration.test.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One way to come by a server. */
@FunctionalInterface
interface ServerProvider {

    /** Starts a server, or gives nothing where this way is not open. */
    Optional<RunningServer> start();

    /** The server of the first way that is open. */
    static RunningServer firstOf(Map<String, String> environment) {
        return Stream.of(
                        new RequiredVersionServer(environment),
                        new ConfiguredServer(environment),
                        new ContainerServer(),
                        new EmbeddedServer())
                .flatMap(source -> source.start().stream())
                .findFirst()
                .orElseThrow();
    }
}
