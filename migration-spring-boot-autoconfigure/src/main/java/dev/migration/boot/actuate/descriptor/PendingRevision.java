// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.migration.change.ChangeClass;
import dev.migration.change.RevisionChange;
import dev.migration.change.TableLock;
import dev.migration.revision.Revision;

/**
 * A pending revision.
 *
 * @param changeClass the class of its change, such as {@code blocking}
 * @param certain whether the words of its script decide the class; otherwise it is the worst that is possible
 * @param locks the strongest lock on each existing table; readers who may not see SQL read {@code a table} as its name
 */
public record PendingRevision(
        String revision,
        List<String> revises,
        List<String> dependsOn,
        List<String> branches,
        String message,
        @JsonProperty("class") String changeClass,
        boolean certain,
        List<TableLock> locks) {

    static List<PendingRevision> of(List<Revision> revisions, List<RevisionChange> changes) {
        Map<String, RevisionChange> byName = changes.stream()
                .collect(Collectors.toMap(RevisionChange::name, Function.identity(), (first, second) -> first));
        return revisions.stream()
                .map(revision -> of(
                        revision,
                        byName.getOrDefault(
                                revision.id(), RevisionChange.stated(revision.id(), "", ChangeClass.UNKNOWN))))
                .toList();
    }

    private static PendingRevision of(Revision revision, RevisionChange change) {
        return new PendingRevision(
                revision.id(),
                revision.downRevisions(),
                revision.dependsOn(),
                revision.branchLabels(),
                revision.message(),
                change.changeClass().text(),
                change.certain(),
                change.locks());
    }

    /** The class and the locks in words, such as {@code blocking: SHARE on tickets}. */
    public String inWords() {
        String text = (certain ? "" : "may be ") + changeClass;
        return locks.isEmpty()
                ? text
                : text + ": " + locks.stream().map(TableLock::toString).collect(Collectors.joining(", "));
    }
}
