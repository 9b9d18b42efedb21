// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.util.Optional;

import dev.migration.cli.importer.project.SourceSql;

/**
 * A script of Flyway.
 *
 * @param kind the kind, from the prefix of its name
 * @param version the version; empty for a repeatable
 * @param description the description in its name
 * @param path its path, for problems
 * @param text its content without a byte order mark
 * @param inTransaction whether Flyway may run it in a transaction
 */
record FlywayFile(
        Kind kind,
        Optional<FlywayVersion> version,
        String description,
        String path,
        String text,
        boolean inTransaction) {

    /** The kinds of scripts. */
    enum Kind {
        VERSIONED,
        UNDO,
        BASELINE,
        REPEATABLE
    }

    SourceSql sql() {
        return SourceSql.of(path, text);
    }

    int checksum() {
        return FlywayChecksum.of(text);
    }

    /** Its description in one line. */
    String message() {
        return description.isBlank()
                ? "Version " + version.map(FlywayVersion::toString).orElse("")
                : description;
    }
}
