// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

import dev.migration.change.ChangeClass;
import dev.migration.revision.Revision;
import dev.migration.script.JavaRevision;
import dev.migration.script.RevisionHeader;
import dev.migration.script.RevisionScript;
import dev.migration.script.SqlSection;

/** Reads the header of a Java revision. */
public final class JavaRevisionParser {

    private final JavaRevision code;
    private final FaultCollector faults;

    private JavaRevisionParser(JavaRevision code) {
        this.code = code;
        this.faults = new FaultCollector(code.getClass().getName());
    }

    /** Reads the header; the result has faults, or a script, or both. */
    public static ParsedScript read(JavaRevision code) {
        JavaRevisionParser reader = new JavaRevisionParser(code);
        Optional<RevisionHeader> header = reader.header();
        Optional<Revision> revision = header.map(reader::revision);
        List<String> reapply = header.map(written -> List.of(written.reapply())).orElseGet(List::of);
        ChangeClass change = header.map(RevisionHeader::change).orElse(ChangeClass.UNKNOWN);
        List<String> allow = header.map(written -> List.of(written.allow())).orElseGet(List::of);
        Optional<SqlSection> batch = header.flatMap(reader::batch);
        return new ParsedScript(
                code.getClass().getName(),
                Map.of(),
                revision,
                revision.map(known -> new RevisionScript.Java(known, code, reapply, allow, change, batch)),
                RepeatableDirectives.reapplying(reapply),
                Optional.empty(),
                reader.faults.toList());
    }

    private Optional<SqlSection> batch(RevisionHeader header) {
        return new JavaBatch(code.getClass().getName(), faults).read(header);
    }

    private Optional<RevisionHeader> header() {
        Optional<RevisionHeader> header = Optional.ofNullable(
                AnnotatedElementUtils.findMergedAnnotation(ClassUtils.getUserClass(code), RevisionHeader.class));
        if (header.isEmpty()) {
            faults.add(0, "The Java revision has no @RevisionHeader.", "Annotate the class with it.");
        }
        return header;
    }

    private Revision revision(RevisionHeader header) {
        return new Revision(
                header.revision(),
                downRevisions(header),
                List.of(header.dependsOn()),
                List.of(header.branch()),
                List.of(header.replaces()),
                created(header.created()),
                header.message());
    }

    /** The down revisions; {@code base} means none, as in an SQL script. */
    private static List<String> downRevisions(RevisionHeader header) {
        List<String> ids = List.of(header.revises());
        return ids.equals(List.of("base")) ? List.of() : ids;
    }

    private Optional<Instant> created(String text) {
        return text.isEmpty() ? Optional.empty() : new CreatedDirective(faults).read(text, 0);
    }
}
