// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.state;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import dev.migration.cli.output.JsonObject;
import dev.migration.version.HistoryEntry;

/** Formats what was done in a database, by whom and when, as text and as members of a JSON object. */
record HistoryEntries(List<HistoryEntry> entries) {

    HistoryEntries {
        entries = List.copyOf(entries);
    }

    /**
     * Returns a line for each entry, such as {@code 2026-11-29T10:15:30Z  UPGRADE  abc123  APPLIED  48 ms  app@host (shop)}, followed
     * by the indented message of the server or the note, if there is one.
     */
    List<String> lines() {
        if (entries.isEmpty()) {
            return List.of("The history is empty.");
        }
        int operations = width(entries.stream().map(HistoryEntry::operation).toList());
        int revisions = width(entries.stream().map(HistoryEntry::revision).toList());
        int outcomes = width(entries.stream().map(HistoryEntry::outcome).toList());
        List<String> lines = new ArrayList<>();
        for (HistoryEntry entry : entries) {
            lines.add(String.join(
                    "  ",
                    entry.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                    padded(entry.operation(), operations),
                    padded(entry.revision(), revisions),
                    padded(entry.outcome(), outcomes),
                    entry.duration().toMillis() + " ms",
                    by(entry)));
            entry.detail().stream().flatMap(String::lines).forEach(line -> lines.add("    " + line));
        }
        return lines;
    }

    /** Returns the JSON object of each entry. */
    List<Object> members() {
        return entries.stream().map(HistoryEntries::members).toList();
    }

    private static Object members(HistoryEntry entry) {
        return JsonObject.of("at", entry.at())
                .and("operation", entry.operation())
                .and("revision", entry.revision())
                .and("outcome", entry.outcome())
                .and("detail", entry.detail())
                .and("durationMillis", entry.duration().toMillis())
                .and("user", entry.by().user())
                .and("host", entry.by().host())
                .and("application", entry.by().application())
                .and("toolVersion", entry.by().toolVersion())
                .map();
    }

    private static String by(HistoryEntry entry) {
        return entry.by().user() + "@" + entry.by().host() + " (" + entry.by().application() + ")";
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
