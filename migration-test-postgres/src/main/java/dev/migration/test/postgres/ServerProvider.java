// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Provides a server for tests, in one of several ways. */
@FunctionalInterface
interface ServerProvider {

    /** Starts a server; returns empty if this provider is not available. */
    Optional<RunningServer> start();

    /** Returns the server of the first provider that is available. */
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
