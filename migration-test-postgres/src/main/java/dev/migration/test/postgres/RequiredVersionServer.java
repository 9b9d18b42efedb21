// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.util.Map;
import java.util.Optional;

/** Starts an embedded server if the build requires a version of PostgreSQL (profiles {@code postgres-14} …). */
record RequiredVersionServer(Map<String, String> environment) implements ServerProvider {

    static final String VARIABLE = "MIGRATION_TEST_POSTGRES_VERSION";

    @Override
    public Optional<RunningServer> start() {
        return version().flatMap(version -> new EmbeddedServer().start());
    }

    /** Returns the required major version; empty if the build requires none. */
    Optional<String> version() {
        return Optional.ofNullable(environment.get(VARIABLE)).filter(version -> !version.isBlank());
    }
}
