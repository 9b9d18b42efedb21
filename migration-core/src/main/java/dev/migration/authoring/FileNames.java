// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

import dev.migration.revision.Revision;

/** Creates file names. They are only for users: the identity of a revision is in its directives. */
final class FileNames {

    private final AuthoringSettings settings;

    FileNames(AuthoringSettings settings) {
        this.settings = settings;
    }

    /** The faults of the configured pattern. */
    List<AuthoringException.Fault> faults() {
        return new ScriptTemplate("migration.authoring.file-name", settings.fileName())
                .faults(values(Revision.of("a").created(Instant.EPOCH)).keySet());
    }

    /**
     * The file of a revision in a folder or below it.
     *
     * @throws AuthoringException if the configured pattern leads out of the folder
     */
    Path in(Path folder, Revision revision) {
        String name = of(revision);
        try {
            Path relative = Path.of(name);
            boolean goesUp = StreamSupport.stream(relative.spliterator(), false).anyMatch(Path.of("..")::equals);
            if (!relative.isAbsolute() && !goesUp && isBelow(folder, folder.resolve(relative))) {
                return folder.resolve(relative);
            }
        } catch (InvalidPathException notAPath) {
            throw leavesTheFolder(name, folder);
        }
        throw leavesTheFolder(name, folder);
    }

    /** Whether no link on the way leads out of the folder. */
    private static boolean isBelow(Path folder, Path file) {
        Path existing = file.toAbsolutePath().getParent();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return existing == null
                    || !Files.exists(folder)
                    || existing.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + folder, failure);
        }
    }

    private static AuthoringException leavesTheFolder(String name, Path folder) {
        return new AuthoringException(
                "The file '" + name + "' would not be in the folder '" + folder + "'.",
                "Correct migration.authoring.file-name: it is a path below the folder of the revisions, without '..', without '/' at"
                        + " the beginning, and without a link that leads elsewhere.");
    }

    /** The path of the file of a revision below its folder, as the pattern gives it. */
    private String of(Revision revision) {
        String filled = new ScriptTemplate("", settings.fileName())
                .fill(values(revision))
                .strip();
        // If no character of the message can be used, a separator is left at the end.
        return filled.replaceFirst("[_-]+$", "").replaceFirst("\\.sql$", "") + ".sql";
    }

    private Map<String, String> values(Revision revision) {
        ZonedDateTime time = revision.created().orElseThrow().atZone(settings.zone());
        Map<String, String> values = new LinkedHashMap<>();
        values.put("id", revision.id());
        values.put("slug", slug(revision.message()));
        values.put(
                "branch",
                revision.branchLabels().isEmpty() ? "" : revision.branchLabels().get(0));
        Map.of(
                        "date", "uuuu-MM-dd",
                        "time", "HHmmss",
                        "year", "uuuu",
                        "month", "MM",
                        "day", "dd",
                        "hour", "HH",
                        "minute", "mm",
                        "second", "ss")
                .forEach((name, form) -> values.put(name, time.format(DateTimeFormatter.ofPattern(form, Locale.ROOT))));
        values.put("epoch", String.valueOf(time.toEpochSecond()));
        return values;
    }

    /** Lower-case ASCII letters and digits, words joined by {@code _}; shortened between words where possible. */
    private String slug(String message) {
        String plain = Normalizer.normalize(message, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        if (plain.length() <= settings.slugLength()) {
            return plain;
        }
        String cut = plain.substring(0, settings.slugLength());
        boolean betweenWords = plain.charAt(settings.slugLength()) == '_' || !cut.contains("_");
        return betweenWords ? cut : cut.substring(0, cut.lastIndexOf('_'));
    }
}
