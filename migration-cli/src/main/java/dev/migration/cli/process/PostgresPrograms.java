// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's {@code pg_dump} and the {@code pg_restore} that belongs to it.
 *
 * @param dump the file of pg_dump
 * @param restore pg_restore in the folder of pg_dump or on the {@code PATH}; empty if there is none
 * @param version the version that pg_dump reports, such as {@code 18.1}
 * @param major the major version, such as {@code 18}
 */
public record PostgresPrograms(Path dump, Optional<Path> restore, String version, int major) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");
    private static final String RESTORE = "pg_restore";

    /**
     * Finds the programs and reads their version.
     *
     * @param named the pg_dump to use; if empty, the first one on the {@code PATH}
     * @throws ProcessException if there is no pg_dump, or the file is another program
     */
    public static PostgresPrograms find(Optional<Path> named, SearchPath path, ProcessRunner runner) {
        Path dump = named.map(PostgresPrograms::requireFile)
                .or(() -> path.find("pg_dump"))
                .orElseThrow(() -> new ProcessException(
                        "There is no pg_dump on the PATH.",
                        "Install PostgreSQL's client programs, or name a pg_dump with --pg-dump FILE."));
        ProcessResult reply = runner.run(ProcessCommand.of(dump.toString(), "--version"));
        Matcher version = VERSION.matcher(String.join("\n", reply.output()));
        if (!reply.isSuccess() || !version.find()) {
            throw new ProcessException(
                    "'" + dump + "' does not report a version of pg_dump." + System.lineSeparator()
                            + reply.indentedOutput(),
                    "Name a working pg_dump with --pg-dump FILE.");
        }
        Path folder = Optional.ofNullable(dump.toAbsolutePath().getParent()).orElse(Path.of("/"));
        return new PostgresPrograms(
                dump,
                SearchPath.in(folder, RESTORE).or(() -> path.find(RESTORE)),
                version.group(1),
                Integer.parseInt(version.group(2)));
    }

    /**
     * Requires that this pg_dump can dump a server: pg_dump refuses servers with a newer major version than its own (PostgreSQL
     * manual, pg_dump, "Notes"), but only after it has connected.
     *
     * @param server the major version of the server
     * @throws ProcessException if the server is newer
     */
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

    /** @throws ProcessException if there is no pg_restore */
    public Path requireRestore() {
        return restore.orElseThrow(() -> new ProcessException(
                "There is no pg_restore in the folder of '" + dump
                        + "' and none on the PATH, so a dump cannot be checked.",
                "Install PostgreSQL's client programs, or name a pg_dump that has pg_restore in its folder."));
    }

    private static Path requireFile(Path file) {
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            throw new ProcessException(
                    "'" + file + "' is not an executable file.", "Name the file of a pg_dump with --pg-dump.");
        }
        return file;
    }
}
