package dev.migration.cli.importer.flyway;

import java.util.Optional;

import dev.migration.cli.importer.project.SourceSql;

/**
 * A script of Flyway.
 *
 * @param kind what its name says that it is
 * @param version empty for a repeatable
 * @param description the words of its name
 * @param path where it is, as people find it
 * @param text what it holds, without a byte order mark
 * @param inTransaction whether Flyway may run it in a transaction
 */
record FlywayFile(
        Kind kind,
        Optional<FlywayVersion> version,
        String description,
        String path,
        String text,
        boolean inTransaction) {

    /** What a script is for. */
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

    /** What it does, in a line. */
    String message() {
        return description.isBlank()
                ? "Version " + version.map(FlywayVersion::toString).orElse("")
                : description;
    }
}
