// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.sql.section.TransactionPair;

/**
 * Removes {@code BEGIN} and {@code COMMIT} around a whole script. Here each revision is one transaction already, and a script that
 * ends it is refused. Lines keep their numbers. A pair with a transaction mode such as {@code ISOLATION LEVEL} stays, and so does a
 * script with further transaction control: to remove them would change its effect.
 */
final class TransactionWrapper {

    /** More tokens than a statement has that begins or ends a transaction without a mode. */
    private static final int LONGEST_CONTROL = 8;

    private final List<String> files = new ArrayList<>();

    private TransactionWrapper() {}

    /** Returns the project without the pairs, and with a note that names the files. */
    static SourceProject removeFrom(SourceProject project) {
        TransactionWrapper wrapper = new TransactionWrapper();
        List<SourceRevision> revisions =
                project.revisions().stream().map(wrapper::unwrapped).toList();
        List<SourceRepeatable> repeatables =
                project.repeatables().stream().map(wrapper::unwrapped).toList();
        List<String> notes = new ArrayList<>(project.notes());
        if (!wrapper.files.isEmpty()) {
            notes.add(
                    "BEGIN and COMMIT around the whole script are left out, because each revision is one transaction here: "
                            + String.join(", ", wrapper.files) + ".");
        }
        return new SourceProject(project.tool(), revisions, repeatables, project.applied(), project.leftOut(), notes);
    }

    private SourceRevision unwrapped(SourceRevision revision) {
        if (revision.statementByStatement()) {
            return revision;
        }
        return new SourceRevision(
                revision.source(),
                revision.revision(),
                false,
                unwrapped(revision.upgrade()),
                revision.downgrade().map(this::unwrapped));
    }

    private SourceRepeatable unwrapped(SourceRepeatable repeatable) {
        return new SourceRepeatable(
                repeatable.name(), repeatable.needs(), repeatable.message(), unwrapped(repeatable.sql()));
    }

    private SourceSql unwrapped(SourceSql sql) {
        Optional<TransactionPair> pair = TransactionPair.around(sql.text());
        pair.ifPresent(found -> files.add(sql.file()));
        return pair.map(found -> new SourceSql(found.removeFrom(sql.text()), sql.file(), sql.firstLine()))
                .orElse(sql);
    }
}
