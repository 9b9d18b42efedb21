package dev.migration.cli.deploy;

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
 * Dumps of one database in a folder. Their names say which database of which server and when, so that those of others are told
 * from them, and never removed.
 */
final class Backups {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final String SUFFIX = ".dump";

    /** pg_dump waits for tables that others have locked; not as long as they please. */
    private static final String LOCK_WAIT = "--lock-wait-timeout=60000";

    private final Path folder;
    private final String prefix;
    private final Map<String, String> variables;
    private final ProcessRunner runner;

    /** @param variables where the database is, as {@link ClientVariables} say it */
    Backups(Path folder, Map<String, String> variables, ProcessRunner runner) {
        this.folder = folder;
        this.variables = variables;
        this.runner = runner;
        this.prefix = encoded(variables.getOrDefault("PGDATABASE", ""))
                + "@" + encoded(variables.getOrDefault("PGHOST", "localhost"))
                + "-" + encoded(variables.getOrDefault("PGPORT", "5432")) + "_";
    }

    /** A dump that was written, and can be read. */
    record Made(Path file, long bytes) {

        @Override
        public String toString() {
            return file + ", " + (bytes < 10_000 ? bytes + " bytes" : bytes / 1000 + " kB");
        }
    }

    /** @throws DeployFailedException if there is none in the end; then there is no file either */
    Made make(PostgresPrograms programs, Clock clock) {
        Path restore = programs.requireRestore();
        Path file = folder.resolve(prefix + TIME.format(clock.instant()) + SUFFIX);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            create(partial);
            run(ProcessCommand.of(programs.dump().toString(), "-Fc", "-w", LOCK_WAIT, "-f", partial.toString()));
            run(ProcessCommand.of(restore.toString(), "--list", partial.toString()));
            Files.move(partial, file);
            return new Made(file, Files.size(file));
        } catch (IOException failure) {
            DeployFailedException refused = unwritable(failure);
            remove(partial, refused);
            throw refused;
        } catch (RuntimeException failure) {
            remove(partial, failure);
            throw failure;
        }
    }

    /** Removes all but the newest dumps of this database, and returns those that it removed. */
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
                    "The database is as it should be. Look at the folder, and remove them by hand.",
                    failure);
        }
    }

    /** What brings the database back to how it was in a dump, as somebody would type it. */
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

    /** A dump has all the data: nobody but the owner may read it. */
    private void create(Path partial) throws IOException {
        Files.createDirectories(folder);
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(partial, owner);
    }

    private void run(ProcessCommand call) {
        ProcessResult ended = runner.run(call.with(variables, ClientVariables.others()));
        if (runner.isStopped()) {
            throw new DeployFailedException(
                    "The backup was stopped on request, and what there was of it is removed. Nothing was changed.",
                    "Start again when you are ready.");
        }
        if (!ended.isWell()) {
            throw new DeployFailedException(
                    "'" + call.command().get(0) + "' ended with " + ended.exitCode() + ", so there is no backup."
                            + (ended.output().isEmpty() ? "" : " It said:" + System.lineSeparator() + ended.text()),
                    "Nothing was changed. Correct what it says, or leave out --backup.");
        }
    }

    private DeployFailedException unwritable(IOException failure) {
        return new DeployFailedException(
                "No backup can be written to '" + folder + "': "
                        + failure.getClass().getSimpleName() + ": " + failure.getMessage() + ".",
                "Nothing was changed. Name a folder that you may write to with --backup.",
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
