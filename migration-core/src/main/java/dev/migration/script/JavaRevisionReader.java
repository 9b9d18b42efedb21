package dev.migration.script;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

import dev.migration.revision.Revision;

/** Reads the header of a Java revision. */
final class JavaRevisionReader {

    private final JavaRevision code;
    private final FaultList faults;

    private JavaRevisionReader(JavaRevision code) {
        this.code = code;
        this.faults = new FaultList(code.getClass().getName());
    }

    static ParsedScript read(JavaRevision code) {
        JavaRevisionReader reader = new JavaRevisionReader(code);
        Optional<Revision> revision = reader.revision();
        return new ParsedScript(
                code.getClass().getName(),
                Map.of(),
                revision,
                revision.map(known -> new RevisionScript.Java(known, code)),
                Optional.empty(),
                reader.faults.toList());
    }

    private Optional<Revision> revision() {
        RevisionHeader header =
                AnnotatedElementUtils.findMergedAnnotation(ClassUtils.getUserClass(code), RevisionHeader.class);
        if (header == null) {
            faults.add(0, "The Java revision has no @RevisionHeader.", "Annotate the class with it.");
            return Optional.empty();
        }
        return Optional.of(new Revision(
                header.revision(),
                downRevisions(header),
                List.of(header.dependsOn()),
                List.of(header.branch()),
                List.of(header.replaces()),
                created(header.created()),
                header.message()));
    }

    /** {@code base} says in words that there is none, as in an SQL script. */
    private static List<String> downRevisions(RevisionHeader header) {
        List<String> ids = List.of(header.revises());
        return ids.equals(List.of("base")) ? List.of() : ids;
    }

    private Optional<Instant> created(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException notATime) {
            faults.add(0, "'" + text + "' is not a point in time.", "Write created like 2025-01-15T10:30:00Z.");
            return Optional.empty();
        }
    }
}
