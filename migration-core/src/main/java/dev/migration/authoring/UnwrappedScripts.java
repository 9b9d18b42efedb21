// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.authoring.RevisionAuthor.Unwrapped;
import dev.migration.script.Hook;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.RepeatableScript;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptFault;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.script.location.ScriptSource;
import dev.migration.script.parse.ParsedScript;
import dev.migration.script.parse.ScriptParser;
import dev.migration.sql.section.TransactionPair;

/** Deletes BEGIN and COMMIT around sections. The scripts cannot be loaded until this is done, so that each file is parsed alone. */
final class UnwrappedScripts {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final ScriptFolders folders;

    UnwrappedScripts(ScriptFolders folders) {
        this.folders = folders;
    }

    List<Unwrapped> write(Optional<String> name) {
        Map<Path, String> texts = new LinkedHashMap<>();
        List<Unwrapped> unwrapped = new ArrayList<>();
        boolean found = false;
        for (Path file : invalidFiles()) {
            String text = read(file);
            ParsedScript script = ScriptParser.parse(
                    ScriptSource.of(file.toString(), text.substring(mark(text).length())), Variables.NONE);
            boolean named = name.filter(word -> !isNamed(script, file, word)).isEmpty();
            found |= named;
            List<Integer> lines = new ArrayList<>();
            String without = named ? without(text, script, lines) : text;
            if (!lines.isEmpty()) {
                texts.put(file, without);
                unwrapped.add(new Unwrapped(file, lines));
            }
        }
        if (texts.isEmpty()) {
            throw nothing(name, found);
        }
        texts.forEach(NewFiles::replace);
        return List.copyOf(unwrapped);
    }

    private AuthoringException nothing(Optional<String> name, boolean found) {
        String problem = name.map(word -> found
                        ? "'" + word + "' has no BEGIN and COMMIT around a whole section."
                        : "No script with a fault is called '" + word + "'.")
                .orElse("No script has BEGIN and COMMIT around a whole section.");
        return new AuthoringException(
                problem,
                "'edit --unwrap' deletes a pair without a mode that is the first and the last statement of a section, in a script without"
                        + " '@transaction none', and if no other statement begins or ends a transaction. Anything else is for you to decide.");
    }

    /** The files of the scripts that have faults. */
    private List<Path> invalidFiles() {
        try {
            folders.load();
            return List.of();
        } catch (InvalidScriptsException invalid) {
            return invalid.faults().stream()
                    .map(ScriptFault::source)
                    .distinct()
                    .map(Path::of)
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static boolean isNamed(ParsedScript script, Path file, String name) {
        return script.isRevision(name)
                || script.repeatableDirectives().name().filter(name::equals).isPresent()
                || file.toAbsolutePath()
                        .normalize()
                        .equals(Path.of(name).toAbsolutePath().normalize());
    }

    private static String without(String text, ParsedScript script, List<Integer> lines) {
        String mark = mark(text);
        String result = text.substring(mark.length());
        for (SqlSection section : sections(script)) {
            int start = (int) section.start().offset();
            String sql = result.substring(start, (int) section.end());
            Optional<TransactionPair> pair = TransactionPair.around(sql);
            if (pair.isPresent()) {
                int before = section.start().line() - 1;
                lines.addAll(
                        0,
                        List.of(
                                before + pair.get().beginLine(),
                                before + pair.get().commitLine()));
                result =
                        result.substring(0, start) + pair.get().removeFrom(sql) + result.substring((int) section.end());
            }
        }
        return mark + result;
    }

    private static String mark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    }

    /** The sections that run in a transaction, the last first. */
    private static List<SqlSection> sections(ParsedScript script) {
        Stream<SqlSection> revision = script.script().stream()
                .filter(RevisionScript.Sql.class::isInstance)
                .map(RevisionScript.Sql.class::cast)
                .filter(sql -> !sql.options().statementByStatement())
                .flatMap(sql -> Stream.concat(Stream.of(sql.upgrade()), sql.downgrade().stream()));
        Stream<SqlSection> others = Stream.concat(
                script.repeatableDirectives().script().stream().map(RepeatableScript::section),
                script.hook().stream().map(Hook::section));
        return Stream.concat(revision, others)
                .sorted(Comparator.comparing(
                                (SqlSection section) -> section.start().offset())
                        .reversed())
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file, failure);
        }
    }
}
