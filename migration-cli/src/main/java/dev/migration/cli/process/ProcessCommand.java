// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program and its arguments. No shell reads them: each argument reaches the program as one word.
 *
 * @param command the program, then its arguments; other users of the machine can read them
 * @param folder the working directory; an empty path means that of this process
 * @param variables environment variables that the program gets in addition to those of this process
 * @param removedVariables environment variables of this process that the program does not get
 * @param options where the standard output goes, and how long the program may run
 */
public record ProcessCommand(
        List<String> command,
        Path folder,
        Map<String, String> variables,
        Set<String> removedVariables,
        Options options) {

    public ProcessCommand {
        command = List.copyOf(command);
        variables = Map.copyOf(variables);
        removedVariables = Set.copyOf(removedVariables);
    }

    /**
     * What a caller may set for one run.
     *
     * @param timeout how long the program may run; empty means without a limit
     * @param standardOutput the file that gets the standard output; empty means that it is read together with the error output
     */
    public record Options(Optional<Duration> timeout, Optional<Path> standardOutput) {

        private static final Options NONE = new Options(Optional.empty(), Optional.empty());
    }

    /** A command in the working directory and the environment of this process, without a time limit. */
    public static ProcessCommand of(String... command) {
        return new ProcessCommand(List.of(command), Path.of(""), Map.of(), Set.of(), Options.NONE);
    }

    /** Returns this command with other changes to the environment. */
    public ProcessCommand with(Map<String, String> added, Set<String> removed) {
        return new ProcessCommand(command, folder, added, removed, options);
    }

    /** Returns this command with another working directory. */
    public ProcessCommand in(Path other) {
        return new ProcessCommand(command, other, variables, removedVariables, options);
    }

    /** Returns this command with a time limit. */
    public ProcessCommand within(Duration timeout) {
        return with(new Options(Optional.of(timeout), options.standardOutput()));
    }

    /** Returns this command with its standard output in a file, complete; {@link ProcessResult} then has the error output only. */
    public ProcessCommand writingTo(Path standardOutput) {
        return with(new Options(options.timeout(), Optional.of(standardOutput)));
    }

    String program() {
        return command.get(0);
    }

    ProcessBuilder process() {
        ProcessBuilder builder = new ProcessBuilder(command);
        options.standardOutput()
                .ifPresentOrElse(
                        file -> builder.redirectOutput(file.toFile()).redirectErrorStream(false),
                        () -> builder.redirectErrorStream(true));
        if (!folder.toString().isEmpty()) {
            builder.directory(folder.toFile());
        }
        Map<String, String> environment = builder.environment();
        removedVariables.forEach(environment::remove);
        environment.putAll(new HashMap<>(variables));
        return builder;
    }

    private ProcessCommand with(Options other) {
        return new ProcessCommand(command, folder, variables, removedVariables, other);
    }

    /** Leaves the variables out: one of them can be a password. */
    @Override
    public String toString() {
        return "ProcessCommand" + command;
    }
}
