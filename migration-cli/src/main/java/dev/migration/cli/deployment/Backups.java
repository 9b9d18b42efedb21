// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.migration.cli.process.ClientVariables;
import dev.migration.cli.process.PostgresPrograms;
import dev.migration.cli.process.ProcessCommand;
import dev.migration.cli.process.ProcessResult;
import dev.migration.cli.process.ProcessRunner;

/**
 * The dumps of one database in a folder. The name of a dump has the database, the server and the time, so that dumps of other
 * databases are recognized and never removed.
 */
final class Backups {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final String SUFFIX = ".dump";

    /** How long pg_dump waits for a table that another session has locked, in milliseconds. */
    private static final String LOCK_WAIT = "--lock-wait-timeout=60000";

    private final Path folder;
    private final String prefix;
    private final Map<String, String> variables;
    private final ProcessRunner runner;

    /** @param variables the connection variables of the database, see {@link ClientVariables} */
    Backups(Path folder, Map<String, String> variables, ProcessRunner runner) {
        this.folder = folder;
        this.variables = variables;
        this.runner = runner;
        this.prefix = encoded(variables.getOrDefault("PGDATABASE", ""))
                + "@" + encoded(variables.getOrDefault("PGHOST", "localhost"))
                + "-" + encoded(variables.getOrDefault("PGPORT", "5432")) + "_";
    }

    /** A complete dump, which pg_restore can read. */
    record Dump(Path file, long bytes) {

        @Override
        public String toString() {
            return file + ", " + (bytes < 10_000 ? bytes + " bytes" : bytes / 1000 + " kB");
        }
    }

    /**
     * Creates a dump.
     *
     * @throws DeployFailedException if the dump cannot be created; no file is left then
     */
    Dump create(PostgresPrograms programs, Clock clock) {
        Path restore = programs.requireRestore();
        Path file = folder.resolve(prefix + TIME.format(clock.instant()) + SUFFIX);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            createFile(partial);
            run(ProcessCommand.of(programs.dump().toString(), "-Fc", "-w", LOCK_WAIT, "-f", partial.toString()));
            run(ProcessCommand.of(restore.toString(), "--list", partial.toString()));
            Files.move(partial, file);
            return new Dump(file, Files.size(file));
        } catch (IOException failure) {
            DeployFailedException refused = unwritable(failure);
            remove(partial, refused);
            throw refused;
        } catch (RuntimeException failure) {
            remove(partial, failure);
            throw failure;
        }
    }

    /** Removes all but the newest dumps of this database, and returns the removed files. */
    List<Path> keep(int newest) {
        Pattern name = Pattern.compile(Pattern.quote(prefix) + "\\d{8}T\\d{9}Z" + Pattern.quote(SUFFIX));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old = files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString())
                            .reversed())
                    .skip(newest)
                    .toList();
            for (Path file : old) {
                Files.delete(file);
            }
            return old;
        } catch (IOException failure) {
            throw new DeployFailedException(
                    "Old backups in '" + folder + "' cannot be removed: " + failure + ".",
                    "The database is migrated. Check the folder, and remove old backups by hand.",
                    failure);
        }
    }

    /** The shell command that restores a dump. */
    String restoreCommand(PostgresPrograms programs, Path file) {
        String database = variables.getOrDefault("PGDATABASE", "");
        return String.join(
                " ",
                quoted(programs.requireRestore().toString()),
                "--clean --if-exists --create --exit-on-error",
                "--host=" + quoted(variables.getOrDefault("PGHOST", "localhost")),
                "--port=" + quoted(variables.getOrDefault("PGPORT", "5432")),
                "--username=" + quoted(variables.getOrDefault("PGUSER", System.getProperty("user.name"))),
                "--dbname=" + (database.equals("postgres") ? "template1" : "postgres"),
                quoted(file.toAbsolutePath().toString()));
    }

    /** Only the owner may read the file, as a dump has all the data. */
    private void createFile(Path partial) throws IOException {
        Files.createDirectories(folder);
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(partial, owner);
    }

    private void run(ProcessCommand command) {
        ProcessResult result = runner.run(command.with(variables, ClientVariables.conflicting()));
        if (runner.isStopped()) {
            throw new DeployFailedException(
                    "The backup was stopped on request, and its incomplete file is removed. Nothing was changed.",
                    "Start again when you are ready.");
        }
        if (!result.isSuccess()) {
            throw new DeployFailedException(
                    "'" + command.command().get(0) + "' exited with code " + result.exitCode()
                            + ", so there is no backup."
                            + (result.output().isEmpty()
                                    ? ""
                                    : " Its output:" + System.lineSeparator() + result.indentedOutput()),
                    "Nothing was changed. Correct the cause, or leave out --backup.");
        }
    }

    private DeployFailedException unwritable(IOException failure) {
        return new DeployFailedException(
                "No backup can be written to '" + folder + "': "
                        + failure.getClass().getSimpleName() + ": " + failure.getMessage() + ".",
                "Nothing was changed. Name a writable folder with --backup.",
                failure);
    }

    private static void remove(Path file, RuntimeException reason) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            reason.addSuppressed(failure);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
