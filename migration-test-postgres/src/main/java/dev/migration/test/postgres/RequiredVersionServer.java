package dev.migration.test.postgres;

import java.util.Map;
import java.util.Optional;

/** The embedded server, and no other, when a build promises its tests a version of PostgreSQL (profiles {@code postgres-14} …). */
record RequiredVersionServer(Map<String, String> environment) implements ServerProvider {

    static final String VARIABLE = "MIGRATION_TEST_POSTGRES_VERSION";

    @Override
    public Optional<RunningServer> start() {
        return version().flatMap(version -> new EmbeddedServer().start());
    }

    /** The major version that is promised. */
    Optional<String> version() {
        return Optional.ofNullable(environment.get(VARIABLE)).filter(version -> !version.isBlank());
    }
}
