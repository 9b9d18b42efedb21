// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import dev.migration.cli.process.PostgresPrograms;
import dev.migration.cli.process.ProcessRunner;
import dev.migration.cli.process.SearchPath;
import dev.migration.cli.process.ServerVersion;

/** The backup of one deployment, if the options have one. */
final class BackupStep {

    private final Optional<BackupOptions> options;
    private final ProcessRunner runner;
    private Optional<Backups> backups = Optional.empty();
    private Optional<PostgresPrograms> programs = Optional.empty();
    private Optional<Backups.Dump> dump = Optional.empty();

    BackupStep(Optional<BackupOptions> options, ProcessRunner runner) {
        this.options = options;
        this.runner = runner;
    }

    boolean isRequested() {
        return options.isPresent();
    }

    /** Finds programs that can dump this server. */
    PostgresPrograms findPrograms(ServerVersion server) {
        BackupOptions backup = options.orElseThrow();
        PostgresPrograms found = PostgresPrograms.find(
                        backup.program(), new SearchPath(backup.client().environment()), runner)
                .require(server.major());
        found.requireRestore();
        programs = Optional.of(found);
        return found;
    }

    Backups.Dump create(ServerVersion server) {
        PostgresPrograms found = findPrograms(server);
        BackupOptions backup = options.orElseThrow();
        Backups files =
                new Backups(backup.folder(), backup.client().connection().get(), runner);
        backups = Optional.of(files);
        Backups.Dump created = files.create(found, Clock.systemUTC());
        dump = Optional.of(created);
        return created;
    }

    /** Removes the oldest dumps. It runs after a successful deployment only, so that failing deployments remove no dump. */
    List<String> rotate() {
        return backups.map(files -> files.keep(options.orElseThrow().keep())).orElse(List.of()).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    /** The file of the dump; empty if none was created. */
    Optional<String> file() {
        return dump.map(created -> created.file().toString());
    }

    /** The advice to restore the dump, as a sentence that begins with a space; empty without a dump. */
    String restoreAdvice() {
        return dump.map(created -> " To have the database as it was before, stop what uses it and restore the backup: "
                        + backups.orElseThrow().restoreCommand(programs.orElseThrow(), created.file()))
                .orElse("");
    }
}
