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
import dev.migration.cli.setting.DurationText;
import dev.migration.cli.setting.UsageException;
import dev.migration.error.NearestWord;

/**
 * The programs that run on each new file, one behind the other: those that {@code migration.authoring.post-write} lists, in
 * its order; without a list all of them, in the order of their names.
 */
final class PostWriteHooks {

    private static final String KEY = "post-write";
    private static final String TIMEOUT = "post-write-timeout";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final List<PostWriteHook> hooks;
    private final Path folder;
    private final Duration longest;

    private PostWriteHooks(List<PostWriteHook> hooks, Path folder, Duration longest) {
        this.hooks = hooks;
        this.folder = folder;
        this.longest = longest;
    }

    /** @throws UsageException with everything that is wrong with their settings */
    static PostWriteHooks of(CommandContext configuration) {
        List<String> faults = new ArrayList<>();
        SortedMap<String, String> commands = configuration.authoringBelow(KEY);
        List<PostWriteHook> hooks = new ArrayList<>();
        for (String name : names(configuration.authoring(KEY), commands)) {
            String command = commands.get(name);
            if (command == null) {
                faults.add("migration.authoring.post-write lists '" + name
                        + "', and there is no migration.authoring.post-write." + name + "."
                        + NearestWord.question(name, commands.keySet()));
            } else {
                PostWriteHook.read(name, command, faults).ifPresent(hooks::add);
            }
        }
        Duration longest = longest(configuration, faults);
        if (!faults.isEmpty()) {
            throw new UsageException(
                    String.join(System.lineSeparator(), faults),
                    "Correct the settings. A command is a program and its arguments, such as: sqlfluff fix ${file}");
        }
        return new PostWriteHooks(hooks, configuration.folder(), longest);
    }

    /** @throws PostWriteException if one fails; those behind it do not run */
    List<PostWriteHook.Done> run(Path file) {
        ProcessRunner runner = new ProcessRunner();
        List<PostWriteHook.Done> done = new ArrayList<>();
        for (PostWriteHook hook : hooks) {
            done.add(new PostWriteHook.Done(hook.name(), run(hook, file, runner)));
        }
        return done;
    }

    boolean isEmpty() {
        return hooks.isEmpty();
    }

    private ProcessResult run(PostWriteHook hook, Path file, ProcessRunner runner) {
        String name = "The post-write hook '" + hook.name() + "'";
        String stays = " '" + file + "' is written and stays, as the hooks left it.";
        String remedy = "Correct migration.authoring.post-write." + hook.name()
                + " or what it complains about, and run it on the file by hand.";
        try {
            ProcessResult ended = runner.run(hook.call(file, folder, longest));
            if (!ended.isSuccess()) {
                String said = ended.output().isEmpty() ? "" : System.lineSeparator() + ended.indentedOutput();
                throw new PostWriteException(name + " ended with " + ended.exitCode() + "." + stays + said, remedy);
            }
            return ended;
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

    private static Duration longest(CommandContext configuration, List<String> faults) {
        Optional<String> text = configuration.authoring(TIMEOUT);
        try {
            return text.map(new DurationText()::convert).orElse(LONGEST);
        } catch (picocli.CommandLine.TypeConversionException fault) {
            faults.add("migration.authoring." + TIMEOUT + ": " + fault.getMessage() + ".");
            return LONGEST;
        }
    }
}
