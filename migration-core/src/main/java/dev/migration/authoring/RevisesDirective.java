// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.error.MigrationException;

/** Rewrites the {@code @revises} directive of a script; the rest of the file stays unchanged. */
final class RevisesDirective {

    private static final Pattern REVISES = Pattern.compile("(\\s*--\\s*@revises\\b[ \\t]*).*", Pattern.DOTALL);
    private static final Pattern REVISION = Pattern.compile("\\s*--\\s*@revision\\b.*", Pattern.DOTALL);

    private final Path file;

    RevisesDirective(Path file) {
        this.file = file;
    }

    /** Writes other parents. If the scripts then have a fault, the previous text is restored. */
    void write(List<String> parents, ScriptFolders folders) {
        String before = read();
        NewFiles.replace(file, with(parents, before));
        try {
            folders.load();
        } catch (MigrationException fault) {
            NewFiles.replace(file, before);
            throw fault;
        }
    }

    private static String with(List<String> parents, String text) {
        // Split after each line end, so that the lines keep it.
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
        String names = parents.isEmpty() ? "base" : String.join(", ", parents);
        for (int place = 0; place < lines.size(); place++) {
            Matcher revises = REVISES.matcher(lines.get(place));
            if (revises.matches()) {
                String space = revises.group(1).matches(".*\\s") ? "" : " ";
                lines.set(place, revises.group(1) + space + names + endOf(lines.get(place)));
                return String.join("", lines);
            }
        }
        int revision = 0;
        while (!REVISION.matcher(lines.get(revision)).matches()) {
            revision++;
        }
        lines.add(revision + 1, "-- @revises    " + names + endOf(lines.get(revision)));
        return String.join("", lines);
    }

    private static String endOf(String line) {
        return line.endsWith("\r\n") ? "\r\n" : line.endsWith("\n") ? "\n" : "";
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file, failure);
        }
    }
}
