// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.StampRequest;
import dev.migration.authoring.InitialRevision;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.setting.UsageException;

/** Makes the first revision from the schema of an existing database, and stamps the database with it. */
final class DatabaseBaseline {

    private final Invocation invocation;
    private final Path scratch;

    /** @param scratch a folder for temporary files, see {@link #inScratchFolder} */
    DatabaseBaseline(Invocation invocation, Path scratch) {
        this.invocation = invocation;
        this.scratch = scratch;
    }

    /** Runs work with a temporary folder, and deletes the folder afterwards. */
    static <T> T inScratchFolder(Function<Path, T> work) {
        try {
            Path scratch = Files.createTempDirectory("migration-init");
            try {
                return work.apply(scratch);
            } finally {
                for (String name : List.of("revisions/first.sql", "revisions", "schema.sql", "")) {
                    Files.deleteIfExists(scratch.resolve(name));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    /**
     * Makes the revision, and checks it.
     *
     * @throws UsageException if a variable would replace text of the schema, or the database has revisions already
     */
    InitialRevision create(String message, Optional<String> id, SchemaDumpOptions options) {
        InitialRevision first = InitialRevision.ofSchema(message, id, Instant.now(), options.dump(invocation, scratch));
        requireNoVariables(first);
        requireNotMigrated(first);
        return first;
    }

    /** Stamps the database with the revision. No script runs. */
    void stamp(InitialRevision first, Path revisions) {
        migrator(revisions)
                .stamp(new StampRequest(List.of(first.revision().id()), false, Optional.of("init --from-db")));
    }

    /** A variable could replace a name of the schema with another one on the next database. */
    private void requireNoVariables(InitialRevision first) {
        Map<String, String> variables =
                invocation.options().variables(invocation.context().variables());
        List<String> replaced = variables.keySet().stream()
                .map(name -> "${" + name + "}")
                .filter(first.text()::contains)
                .sorted()
                .toList();
        if (!replaced.isEmpty()) {
            throw new UsageException(
                    "The schema contains " + String.join(", ", replaced) + ", which migration.variables replaces.",
                    "Rename these variables or remove them, and start again.");
        }
    }

    /** Reads the revision as an upgrade does before the file is written. A migrated database has a first revision already. */
    private void requireNotMigrated(InitialRevision first) {
        Path revisions = scratch.resolve("revisions");
        try {
            Files.createDirectory(revisions);
            Files.writeString(revisions.resolve("first.sql"), first.text());
        } catch (IOException failure) {
            throw new UncheckedIOException(revisions + ": " + failure.getMessage(), failure);
        }
        MigrationStatus status = migrator(revisions).reader().status();
        if (!status.applied().isEmpty() || !status.interrupted().isEmpty()) {
            throw new UsageException(
                    "This database is migrated already: it is at " + ProgressLines.idsOrBase(status.current()) + ".",
                    "Copy the revisions that were applied there to this project, and continue with them.");
        }
    }

    private Migrator migrator(Path revisions) {
        return Migrator.builder()
                .dataSource(invocation.context().database().dataSource())
                .settings(invocation.context().settings().toBuilder()
                        .locations("filesystem:" + revisions)
                        .build())
                .build();
    }
}
