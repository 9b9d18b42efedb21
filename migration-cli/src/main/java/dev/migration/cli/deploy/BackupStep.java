package dev.migration.cli.deploy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.process.ClientVariables;
import dev.migration.cli.process.PostgresPrograms;
import dev.migration.cli.process.ProcessRunner;
import dev.migration.cli.process.SearchPath;
import dev.migration.cli.process.ServerVersion;

/** The backup of one deployment, if somebody wants one. */
final class BackupStep {

    private final Optional<DeployOptions.Backup> wish;
    private final Invocation invocation;
    private final ProcessRunner runner;
    private Optional<Backups> backups = Optional.empty();
    private Optional<PostgresPrograms> programs = Optional.empty();
    private Optional<Backups.Made> made = Optional.empty();

    BackupStep(Optional<DeployOptions.Backup> wish, Invocation invocation, ProcessRunner runner) {
        this.wish = wish;
        this.invocation = invocation;
        this.runner = runner;
    }

    boolean isWanted() {
        return wish.isPresent();
    }

    /** Finds programs that can dump this server. */
    PostgresPrograms look(ServerVersion server) {
        DeployOptions.Backup wanted = wish.orElseThrow();
        Map<String, String> environment = invocation.context().environment();
        PostgresPrograms found = PostgresPrograms.find(wanted.program(), new SearchPath(environment), runner)
                .require(server.major());
        found.requireRestore();
        programs = Optional.of(found);
        return found;
    }

    Backups.Made make(ServerVersion server) {
        PostgresPrograms found = look(server);
        Backups place = new Backups(
                invocation.context().folder().resolve(wish.orElseThrow().folder()),
                ClientVariables.of(invocation.context().database()),
                runner);
        backups = Optional.of(place);
        Backups.Made file = place.make(found, Clock.systemUTC());
        made = Optional.of(file);
        return file;
    }

    /** Removes the oldest; once all is well, so that deployments that fail again and again remove nothing. */
    List<String> rotate() {
        return backups.map(place -> place.keep(wish.orElseThrow().keep())).orElse(List.of()).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    Optional<String> file() {
        return made.map(backup -> backup.file().toString());
    }

    /** How the database comes back, in a sentence; empty without a backup. */
    String advice() {
        return made.map(backup -> " To have the database as it was before, stop what uses it and restore the backup: "
                        + backups.orElseThrow().restoreCommand(programs.orElseThrow(), backup.file()))
                .orElse("");
    }
}
