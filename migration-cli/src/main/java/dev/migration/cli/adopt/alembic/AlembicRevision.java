package dev.migration.cli.adopt.alembic;

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

import dev.migration.revision.Revision;

/**
 * A revision file of Alembic's.
 *
 * @param revision what its header says
 * @param file how people find it
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

    /** Reads a file; empty if it names no revision. */
    static Optional<AlembicRevision> read(String file, String text) {
        PythonHeader header = PythonHeader.read(text);
        String document = header.docstring().orElse("");
        return header.values("revision")
                .filter(id -> id.size() == 1)
                .map(id -> new Revision(
                        id.get(0),
                        values(header, "down_revision"),
                        values(header, "depends_on"),
                        values(header, "branch_labels"),
                        List.of(),
                        created(document),
                        document.strip().lines().findFirst().orElse("")))
                .map(revision -> new AlembicRevision(revision, file));
    }

    private static List<String> values(PythonHeader header, String name) {
        return header.values(name).orElse(List.of());
    }

    /** A time without a zone is taken for UTC; Alembic writes that of the machine unless it was told which. */
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
        } catch (DateTimeParseException another) {
            return Optional.empty();
        }
    }
}
