// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;
import dev.migration.plan.SplicedRevision;

/** Applied revisions depend on pending ones. Nothing was run. */
public final class SplicedRevisionException extends MigrationException {

    private static final int SHOWN = 20;

    private final transient List<SplicedRevision> splices;

    public SplicedRevisionException(List<SplicedRevision> splices) {
        super(
                "Pending revisions were put below applied ones, where no upgrade of this database reaches them: "
                        + splices.stream()
                                .map(SplicedRevisionException::describe)
                                .collect(Collectors.joining("; ", "", ".")),
                "Put each after the applied revisions: set its '@revises' to the head of its branch, and restore the"
                        + " '@revises' of the revision above it. If the change is in the database already, record"
                        + " that: stamp " + tops(splices)
                        + ". To run it now, out of order, set migration.on-spliced=warn.");
        this.splices = List.copyOf(splices);
    }

    /** The pending revisions, each with the applied ones above it. */
    public List<SplicedRevision> splices() {
        return splices;
    }

    private static String tops(List<SplicedRevision> splices) {
        return splices.stream().map(SplicedRevision::lastDescendant).distinct().collect(Collectors.joining(" "));
    }

    private static String describe(SplicedRevision splice) {
        List<String> above = splice.descendants();
        String rest = above.size() > SHOWN ? " and " + (above.size() - SHOWN) + " more" : "";
        return splice.revision().id() + " below " + String.join(", ", above.subList(0, Math.min(SHOWN, above.size())))
                + rest;
    }
}
