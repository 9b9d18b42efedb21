// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import dev.migration.cli.process.ProcessException;
import dev.migration.cli.process.ProcessResult;
import dev.migration.cli.process.ProcessRunner;
import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.DurationConverter;
import dev.migration.cli.setting.UsageException;
import dev.migration.error.NearestWord;

/**
 * The programs that run on each new file, one after another: those in the list {@code migration.authoring.post-write}, in its
 * order; without a list all of them, in the order of their names.
 */
final class PostWriteHooks {

    private static final String KEY = "post-write";
    private static final String TIMEOUT_KEY = "post-write-timeout";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

    private final List<PostWriteHook> hooks;
    private final Path folder;
    private final Duration timeout;

    private PostWriteHooks(List<PostWriteHook> hooks, Path folder, Duration timeout) {
        this.hooks = hooks;
        this.folder = folder;
        this.timeout = timeout;
    }

    /** @throws UsageException with all faults of their settings */
    static PostWriteHooks of(CommandContext configuration) {
        List<String> faults = new ArrayList<>();
        SortedMap<String, String> commands = configuration.authoringSettings(KEY);
        List<PostWriteHook> hooks = new ArrayList<>();
        for (String name : names(configuration.authoringSetting(KEY), commands)) {
            String command = commands.get(name);
            if (command == null) {
                faults.add("migration.authoring.post-write lists '" + name
                        + "', but there is no migration.authoring.post-write." + name + "."
                        + NearestWord.question(name, commands.keySet()));
            } else {
                PostWriteHook.read(name, command, faults).ifPresent(hooks::add);
            }
        }
        Duration timeout = timeout(configuration, faults);
        if (!faults.isEmpty()) {
            throw new UsageException(
                    String.join(System.lineSeparator(), faults),
                    "Correct the settings. A command is a program and its arguments, such as: sqlfluff fix ${file}");
        }
        return new PostWriteHooks(hooks, configuration.folder(), timeout);
    }

    /** @throws PostWriteException if a hook fails; the hooks after it do not run */
    List<PostWriteHook.Result> run(Path file) {
        ProcessRunner runner = new ProcessRunner();
        List<PostWriteHook.Result> done = new ArrayList<>();
        for (PostWriteHook hook : hooks) {
            done.add(new PostWriteHook.Result(hook.name(), run(hook, file, runner)));
        }
        return done;
    }

    boolean isEmpty() {
        return hooks.isEmpty();
    }

    private ProcessResult run(PostWriteHook hook, Path file, ProcessRunner runner) {
        String name = "The post-write hook '" + hook.name() + "'";
        String stays = " '" + file + "' is written and stays as the hooks left it.";
        String remedy = "Correct migration.authoring.post-write." + hook.name()
                + " or the cause of the failure, and run the hook on the file by hand.";
        try {
            ProcessResult result = runner.run(hook.command(file, folder, timeout));
            if (!result.isSuccess()) {
                String output = result.output().isEmpty() ? "" : System.lineSeparator() + result.indentedOutput();
                throw new PostWriteException(
                        name + " exited with code " + result.exitCode() + "." + stays + output, remedy);
            }
            return result;
        } catch (ProcessException failure) {
            throw new PostWriteException(
                    name + " failed." + stays + System.lineSeparator() + failure.problem(), remedy, failure);
        }
    }

    private static List<String> names(Optional<String> list, SortedMap<String, String> commands) {
        return list.map(names -> Arrays.stream(names.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList())
                .orElseGet(() -> List.copyOf(commands.keySet()));
    }

    private static Duration timeout(CommandContext configuration, List<String> faults) {
        Optional<String> text = configuration.authoringSetting(TIMEOUT_KEY);
        try {
            return text.map(new DurationConverter()::convert).orElse(DEFAULT_TIMEOUT);
        } catch (picocli.CommandLine.TypeConversionException fault) {
            faults.add("migration.authoring." + TIMEOUT_KEY + ": " + fault.getMessage() + ".");
            return DEFAULT_TIMEOUT;
        }
    }
}
