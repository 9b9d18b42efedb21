// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.util.Map;
import java.util.Optional;

/** Uses the server of an environment variable, and does not stop it. */
record ConfiguredServer(Map<String, String> environment) implements ServerProvider {

    static final String VARIABLE = "MIGRATION_TEST_POSTGRES_URL";

    @Override
    public Optional<RunningServer> start() {
        return Optional.ofNullable(environment.get(VARIABLE))
                .filter(url -> !url.isBlank())
                .map(url -> new RunningServer("the server of " + VARIABLE, address(url), () -> {}));
    }

    private static ServerAddress address(String url) {
        try {
            return ServerAddress.parse(url);
        } catch (IllegalArgumentException fault) {
            throw new IllegalStateException(
                    VARIABLE + " cannot be used: " + fault.getMessage()
                            + " What to do: set it to jdbc:postgresql://HOST:PORT/DATABASE?user=USER&password=PASSWORD,"
                            + " or unset it.",
                    fault);
        }
    }
}
