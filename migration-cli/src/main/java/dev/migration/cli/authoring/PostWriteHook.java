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
 * A program that runs on each new file.
 *
 * @param name what the settings call it
 * @param words the program and its arguments; {@code ${file}} in them is the file
 */
record PostWriteHook(String name, List<String> words) {

    private static final String FILE = "file";
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

    PostWriteHook {
        words = List.copyOf(words);
    }

    /** Reads one, or adds what is wrong with it. */
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
            Matcher place = PLACE.matcher(word);
            while (place.find()) {
                if (!place.group(1).equals(FILE)) {
                    faults.add(key + " uses '" + place.group() + "'; there is only '${file}'.");
                }
            }
        }
        return faults.size() > before ? Optional.empty() : Optional.of(new PostWriteHook(name, words.get()));
    }

    /** What is run for a file. A file's name is one word, or part of one, whatever is in it. */
    ProcessCommand call(Path file, Path folder, Duration longest) {
        List<String> command = new ArrayList<>();
        words.forEach(word -> command.add(
                word.replace("${" + FILE + "}", file.toAbsolutePath().toString())));
        return ProcessCommand.of(command.toArray(String[]::new)).in(folder).within(longest);
    }

    /** One that was run. */
    record Done(String name, ProcessResult ended) {

        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of("Ran " + name));
            ended.output().forEach(line -> lines.add("  " + line));
            return lines;
        }

        Object facts() {
            return JsonObject.of("name", name)
                    .and("exitCode", ended.exitCode())
                    .and("output", ended.output())
                    .map();
        }
    }
}
