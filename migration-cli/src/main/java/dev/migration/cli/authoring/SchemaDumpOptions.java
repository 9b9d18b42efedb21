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

/** The options about how a database is written down, and what {@code pg_dump} writes of it. */
final class SchemaDumpOptions {

    @Option(
            names = "--exclude-table",
            paramLabel = "PATTERN",
            description = "With --from-db: a table that is left out, as pg_dump reads it; can be given several times.")
    private List<String> excluded = new ArrayList<>();

    @Option(names = "--with-owner", description = "With --from-db: writes down who owns what.")
    private boolean owner;

    @Option(names = "--with-privileges", description = "With --from-db: writes down who may do what.")
    private boolean privileges;

    @Option(
            names = "--pg-dump",
            paramLabel = "FILE",
            description = "With --from-db: which pg_dump; otherwise the first on the PATH.")
    private Optional<Path> program = Optional.empty();

    boolean isTold() {
        return !excluded.isEmpty() || owner || privileges || program.isPresent();
    }

    /** The schema as pg_dump writes it, without our own tables. */
    String dump(Invocation invocation, Path scratch) {
        DatabaseAddress address = invocation.configuration().database();
        ProcessRunner runner = new ProcessRunner();
        PostgresPrograms programs = PostgresPrograms.find(
                        program, new SearchPath(invocation.configuration().environment()), runner)
                .require(ServerVersion.read(address.dataSource()).major());
        Path file = scratch.resolve("schema.sql");
        List<String> command = new ArrayList<>(List.of(programs.dump().toString(), "-f", file.toString()));
        command.addAll(arguments(invocation.configuration().settings().tables()));
        ProcessResult ended = runner.run(ProcessCommand.of(command.toArray(String[]::new))
                .with(ClientVariables.of(address), ClientVariables.conflicting()));
        if (!ended.isSuccess()) {
            throw new ProcessException(
                    "'" + programs.dump() + "' ended with " + ended.exitCode() + "." + System.lineSeparator()
                            + ended.indentedOutput(),
                    "Nothing was written. Correct what it says.");
        }
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": " + failure.getMessage(), failure);
        }
    }

    /** A subscription would have another database's password in it, and a tablespace is a folder of another server. */
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
        arguments.add("--exclude-table=" + schema + "." + quoted(tables.revisionTable()));
        arguments.add("--exclude-table=" + schema + "." + quoted(tables.historyTable()));
        excluded.forEach(pattern -> arguments.add("--exclude-table=" + pattern));
        return arguments;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
