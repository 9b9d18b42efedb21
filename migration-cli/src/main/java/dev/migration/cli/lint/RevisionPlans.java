// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.migration.RevisionText;
import dev.migration.Revisions;
import dev.migration.change.RevisionChange;
import dev.migration.change.TableLock;
import dev.migration.revision.Revision;

/** What a reviewer sees of the linted revisions beside the findings: their locks and their SQL. */
final class RevisionPlans {

    private final Revisions revisions;
    private final Map<String, RevisionChange> changes;

    RevisionPlans(Revisions revisions, List<Revision> linted) {
        this.revisions = revisions;
        this.changes = revisions.changes(linted, List.of()).stream()
                .collect(Collectors.toMap(RevisionChange::name, Function.identity(), (first, second) -> first));
    }

    /** The strongest lock on each existing table, as {@code plan} shows it; empty without one. */
    String locks(Revision revision) {
        return Optional.ofNullable(changes.get(revision.id())).map(RevisionChange::locks).orElse(List.of()).stream()
                .map(TableLock::toString)
                .collect(Collectors.joining(", "));
    }

    /** The script, with the values of variables and without secrets. */
    Optional<RevisionText> text(Revision revision) {
        return revisions.findWithValues(revision.id());
    }
}
