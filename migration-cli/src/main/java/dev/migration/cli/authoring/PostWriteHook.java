// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.cli.output.JsonObject;
import dev.migration.cli.process.ProcessCommand;
import dev.migration.cli.process.ProcessResult;

/**
 * A post-write hook: a program that runs on each new file.
 *
 * @param name its name in the settings
 * @param words the program and its arguments; {@code ${file}} in them stands for the file
 */
record PostWriteHook(String name, List<String> words) {

    private static final String FILE = "file";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    PostWriteHook {
        words = List.copyOf(words);
    }

    /** Parses a hook; empty if it has faults, which are added to the list. */
    static Optional<PostWriteHook> read(String name, String text, List<String> faults) {
        String key = "migration.authoring.post-write." + name;
        Optional<List<String>> words = CommandLineSplitter.of(text);
        if (words.isEmpty()) {
            faults.add(key + " has a quote that is not closed.");
            return Optional.empty();
        }
        if (words.get().isEmpty()) {
            faults.add(key + " names no program.");
            return Optional.empty();
        }
        int before = faults.size();
        for (String word : words.get()) {
            Matcher placeholder = PLACEHOLDER.matcher(word);
            while (placeholder.find()) {
                if (!placeholder.group(1).equals(FILE)) {
                    faults.add(key + " uses '" + placeholder.group() + "'; the only placeholder is '${file}'.");
                }
            }
        }
        return faults.size() > before ? Optional.empty() : Optional.of(new PostWriteHook(name, words.get()));
    }

    /** The command for one file. The path of the file is one word or a part of one, also with spaces or quotes in it. */
    ProcessCommand command(Path file, Path folder, Duration timeout) {
        List<String> command = new ArrayList<>();
        words.forEach(word -> command.add(
                word.replace("${" + FILE + "}", file.toAbsolutePath().toString())));
        return ProcessCommand.of(command.toArray(String[]::new)).in(folder).within(timeout);
    }

    /** The result of a hook that has run. */
    record Result(String name, ProcessResult process) {

        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of("Ran " + name));
            process.output().forEach(line -> lines.add("  " + line));
            return lines;
        }

        Object facts() {
            return JsonObject.of("name", name)
                    .and("exitCode", process.exitCode())
                    .and("output", process.output())
                    .map();
        }
    }
}
