// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.migration.revision.Revision;

/** Revisions of which each one revises the one before it. */
final class RevisionChain {

    private RevisionChain() {}

    /**
     * The revisions of parts.
     *
     * @param last the revision that a single part would be: the first one has its parents and labels, the last one its id
     */
    static List<Revision> of(Revision last, List<RevisionPart> parts, Supplier<String> ids) {
        List<Revision> chain = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            boolean isFirst = i == 0;
            String title = parts.get(i).title();
            chain.add(new Revision(
                    i == parts.size() - 1 ? last.id() : ids.get(),
                    isFirst ? last.downRevisions() : List.of(chain.get(i - 1).id()),
                    isFirst ? last.dependsOn() : List.of(),
                    isFirst ? last.branchLabels() : List.of(),
                    List.of(),
                    last.created(),
                    title.isEmpty() ? last.message() : last.message() + ": " + title));
        }
        return chain;
    }
}
