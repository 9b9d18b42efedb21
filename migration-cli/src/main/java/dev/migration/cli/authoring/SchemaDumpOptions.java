// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Option;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.process.ClientVariables;
import dev.migration.cli.process.PostgresPrograms;
import dev.migration.cli.process.ProcessCommand;
import dev.migration.cli.process.ProcessException;
import dev.migration.cli.process.ProcessResult;
import dev.migration.cli.process.ProcessRunner;
import dev.migration.cli.process.SearchPath;
import dev.migration.cli.process.ServerVersion;
import dev.migration.cli.setting.DatabaseAddress;
import dev.migration.version.StateTables;

/** The options of the schema dump, and the dump itself. */
final class SchemaDumpOptions {

    @Option(
            names = "--exclude-table",
            paramLabel = "PATTERN",
            description =
                    "With --from-db: leaves out the tables that match this pattern of pg_dump; can be given several times.")
    private List<String> excluded = new ArrayList<>();

    @Option(names = "--with-owner", description = "With --from-db: includes the owners.")
    private boolean owner;

    @Option(names = "--with-privileges", description = "With --from-db: includes the privileges.")
    private boolean privileges;

    @Option(
            names = "--pg-dump",
            paramLabel = "FILE",
            description = "With --from-db: the pg_dump to use; the default is the first one on the PATH.")
    private Optional<Path> program = Optional.empty();

    /** Whether one of the options is given. */
    boolean isAnySet() {
        return !excluded.isEmpty() || owner || privileges || program.isPresent();
    }

    /**
     * Dumps the schema without the state tables.
     *
     * @param scratch a folder for the file that pg_dump writes
     * @return the output of pg_dump
     */
    String dump(Invocation invocation, Path scratch) {
        DatabaseAddress address = invocation.context().database();
        ProcessRunner runner = new ProcessRunner();
        PostgresPrograms programs = PostgresPrograms.find(
                        program, new SearchPath(invocation.context().environment()), runner)
                .require(ServerVersion.read(address.dataSource()).major());
        Path file = scratch.resolve("schema.sql");
        List<String> command = new ArrayList<>(List.of(programs.dump().toString(), "-f", file.toString()));
        command.addAll(arguments(invocation.context().settings().tables()));
        ProcessResult result = runner.run(ProcessCommand.of(command.toArray(String[]::new))
                .with(ClientVariables.of(address), ClientVariables.conflicting()));
        if (!result.isSuccess()) {
            throw new ProcessException(
                    "'" + programs.dump() + "' exited with code " + result.exitCode() + "." + System.lineSeparator()
                            + result.indentedOutput(),
                    "Nothing was written. Correct the cause.");
        }
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": " + failure.getMessage(), failure);
        }
    }

    /** Subscriptions are left out because they contain passwords, tablespaces because they are folders of one server. */
    private List<String> arguments(StateTables tables) {
        List<String> arguments = new ArrayList<>(List.of(
                "--schema-only",
                "-w",
                "-E",
                "UTF8",
                "--no-tablespaces",
                "--no-subscriptions",
                "--lock-wait-timeout=60000"));
        if (!owner) {
            arguments.add("--no-owner");
        }
        if (!privileges) {
            arguments.add("--no-privileges");
        }
        String schema = tables.schema().map(SchemaDumpOptions::quoted).orElse("*");
        tables.names().forEach(name -> arguments.add("--exclude-table=" + schema + "." + quoted(name)));
        excluded.forEach(pattern -> arguments.add("--exclude-table=" + pattern));
        return arguments;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
