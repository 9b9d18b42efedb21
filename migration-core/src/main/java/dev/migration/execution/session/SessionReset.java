// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.util.List;
import java.util.stream.Stream;

/** Resets everything that a script can change in a session. */
public final class SessionReset {

    /** Resets everything except the advisory lock and prepared statements: through a pooler these may belong to other clients. */
    static final List<String> STATEMENTS = List.of(
            "RESET SESSION AUTHORIZATION",
            "RESET ROLE",
            "RESET ALL",
            "CLOSE ALL",
            "UNLISTEN *",
            "DISCARD TEMP",
            "DISCARD SEQUENCES");

    /** A rollback does not remove prepared statements. */
    private static final String DEALLOCATE_PREPARED = "DEALLOCATE ALL";

    private SessionReset() {}

    /**
     * Resets a session to its original settings.
     *
     * @param settings the settings that the run needs
     */
    public static List<String> to(SessionSettings original, List<String> settings) {
        return Stream.of(List.of(DEALLOCATE_PREPARED), STATEMENTS, original.restore(), settings)
                .flatMap(List::stream)
                .toList();
    }

    /** Resets everything, and releases the advisory locks. */
    public static List<String> releaseAll() {
        return Stream.concat(
                        STATEMENTS.stream(),
                        Stream.of(DEALLOCATE_PREPARED, "SELECT pg_catalog.pg_advisory_unlock_all()"))
                .toList();
    }
}
