package dev.migration.cli.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program with its arguments, each of which is one word, whatever is in it: no shell reads them.
 *
 * @param command the program, then its arguments; others can see them
 * @param folder where it runs; an empty path is where this process does
 * @param variables what its environment has besides that of this process
 * @param without what its environment has not
 * @param longest how long it may take; empty means as long as it takes
 */
public record ProcessCommand(
        List<String> command,
        Path folder,
        Map<String, String> variables,
        Set<String> without,
        Optional<Duration> longest) {

    public ProcessCommand {
        command = List.copyOf(command);
        variables = Map.copyOf(variables);
        without = Set.copyOf(without);
    }

    /** One in this folder and this environment, which may take as long as it takes. */
    public static ProcessCommand of(String... command) {
        return new ProcessCommand(List.of(command), Path.of(""), Map.of(), Set.of(), Optional.empty());
    }

    /** The same with another environment. */
    public ProcessCommand with(Map<String, String> more, Set<String> less) {
        return new ProcessCommand(command, folder, more, less, longest);
    }

    /** The same in another folder. */
    public ProcessCommand in(Path other) {
        return new ProcessCommand(command, other, variables, without, longest);
    }

    /** The same with an end. */
    public ProcessCommand within(Duration most) {
        return new ProcessCommand(command, folder, variables, without, Optional.of(most));
    }

    String program() {
        return command.get(0);
    }

    ProcessBuilder process() {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!folder.toString().isEmpty()) {
            builder.directory(folder.toFile());
        }
        Map<String, String> environment = builder.environment();
        without.forEach(environment::remove);
        environment.putAll(new HashMap<>(variables));
        return builder;
    }
}
