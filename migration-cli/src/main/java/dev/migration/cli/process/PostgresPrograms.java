package dev.migration.cli.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's {@code pg_dump} and the {@code pg_restore} that belongs to it.
 *
 * @param dump pg_dump
 * @param restore pg_restore, beside it or on the PATH; empty where there is none
 * @param version what pg_dump says about itself, such as {@code 18.1}
 * @param major the first number of it
 */
public record PostgresPrograms(Path dump, Optional<Path> restore, String version, int major) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");
    private static final String RESTORE = "pg_restore";

    /**
     * Finds the programs.
     *
     * @param named a pg_dump that somebody named; otherwise the first on the PATH
     * @throws ProcessException if there is none, or it is something else
     */
    public static PostgresPrograms find(Optional<Path> named, SearchPath path, ProcessRunner runner) {
        Path dump = named.map(PostgresPrograms::requireFile)
                .or(() -> path.find("pg_dump"))
                .orElseThrow(() -> new ProcessException(
                        "There is no pg_dump on the PATH.",
                        "Install PostgreSQL's client programs, or name one with --pg-dump FILE."));
        ProcessResult asked = runner.run(ProcessCommand.of(dump.toString(), "--version"));
        Matcher version = VERSION.matcher(String.join("\n", asked.output()));
        if (!asked.isWell() || !version.find()) {
            throw new ProcessException(
                    "'" + dump + "' does not say which version of pg_dump it is." + System.lineSeparator()
                            + asked.text(),
                    "Name a pg_dump that works with --pg-dump FILE.");
        }
        Path folder = Optional.ofNullable(dump.toAbsolutePath().getParent()).orElse(Path.of("/"));
        return new PostgresPrograms(
                dump,
                SearchPath.in(folder, RESTORE).or(() -> path.find(RESTORE)),
                version.group(1),
                Integer.parseInt(version.group(2)));
    }

    /** pg_dump refuses servers that are newer than itself; it says so late, and without a remedy. */
    public PostgresPrograms require(int server) {
        if (major < server) {
            throw new ProcessException(
                    "'" + dump + "' is pg_dump " + version + ", which cannot dump the server, PostgreSQL " + server
                            + ".",
                    "Install the client programs of PostgreSQL " + server + " or newer (package postgresql-client-"
                            + server + "), or name its pg_dump with --pg-dump FILE.");
        }
        return this;
    }

    /** @throws ProcessException if there is none */
    public Path requireRestore() {
        return restore.orElseThrow(() -> new ProcessException(
                "There is no pg_restore beside '" + dump
                        + "' and none on the PATH, so nobody can tell whether a dump is whole.",
                "Install PostgreSQL's client programs, or name a pg_dump that has its pg_restore beside it."));
    }

    private static Path requireFile(Path file) {
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            throw new ProcessException(
                    "'" + file + "' is no program that can be run.", "Name the file of a pg_dump with --pg-dump.");
        }
        return file;
    }
}
