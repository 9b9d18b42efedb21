package dev.migration.authoring;

import dev.migration.revision.Revision;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the names of files, which are for people only: the identity of a revision is in its directives. */
final class FileNames {

    private final AuthoringSettings settings;

    FileNames(AuthoringSettings settings) {
        this.settings = settings;
    }

    /** What is wrong with the pattern. */
    List<AuthoringException.Fault> faults() {
        return new ScriptTemplate("migration.authoring.file-name", settings.fileName())
                .faults(values(Revision.of("a").created(Instant.EPOCH)).keySet());
    }

    /** The path of a revision's file below its folder. */
    String of(Revision revision) {
        String filled = new ScriptTemplate("", settings.fileName())
                .fill(values(revision))
                .strip();
        // A message may have nothing that fits into a name; then nothing separates nothing.
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

    /** Letters and digits of ASCII, words joined by {@code _}; cut between words where that leaves one. */
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
