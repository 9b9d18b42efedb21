// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.alembic;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.revision.Revision;

/**
 * A revision file of Alembic.
 *
 * @param revision the content of its header
 * @param file its path, for problems
 */
record AlembicRevision(Revision revision, String file) {

    private static final Pattern CREATED = Pattern.compile("(?m)^Create Date: *(\\S+[ T]\\S+)");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    /** Reads the header of a file; empty if the header is incomplete, which is added to the problems. */
    static Optional<AlembicRevision> read(String file, String text, ImportProblems problems) {
        PythonHeader header = PythonHeader.read(text);
        Optional<String> id =
                header.values("revision").filter(ids -> ids.size() == 1).map(ids -> ids.get(0));
        if (id.isEmpty()) {
            problems.add(
                    file,
                    "The file assigns no string to 'revision'.",
                    "Write revision = \"ID\" into it, or move it out of the folder.");
            return Optional.empty();
        }
        if (!isReadable(header, file, problems)) {
            return Optional.empty();
        }
        String document = header.docstring().orElse("");
        Revision revision = new Revision(
                id.get(),
                values(header, "down_revision"),
                values(header, "depends_on"),
                values(header, "branch_labels"),
                List.of(),
                created(document),
                document.strip().lines().findFirst().orElse(""));
        return Optional.of(new AlembicRevision(revision, file));
    }

    /** A parent that cannot be read is a problem: the revision would become a base. */
    private static boolean isReadable(PythonHeader header, String file, ImportProblems problems) {
        List<String> unread = Stream.of("down_revision", "depends_on", "branch_labels")
                .filter(name -> header.values(name).isEmpty())
                .filter(name -> header.assigns(name) || name.equals("down_revision"))
                .toList();
        unread.forEach(name -> problems.add(
                file,
                "The file assigns to '" + name + "' neither strings nor None.",
                "The files are read, not run: write " + name + " = \"ID\", a tuple of such strings, or None into it."));
        return unread.isEmpty();
    }

    private static List<String> values(PythonHeader header, String name) {
        return header.values(name).orElse(List.of());
    }

    /** A time without a zone counts as UTC. Alembic writes the local time of the machine, unless {@code timezone} is configured. */
    private static Optional<Instant> created(String document) {
        Matcher matcher = CREATED.matcher(document);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TIME.parseBest(matcher.group(1), OffsetDateTime::from, LocalDateTime::from))
                    .map(time -> time instanceof OffsetDateTime zoned
                            ? zoned.toInstant()
                            : LocalDateTime.from(time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException otherFormat) {
            return Optional.empty();
        }
    }
}
