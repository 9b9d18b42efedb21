// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.fault;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A change of the graph, requested by an authoring command, that is not possible. */
public sealed interface AuthoringFault extends TargetFault {

    /** A parent of a new revision that other revisions already revise. */
    record NotAHead(String revision, List<String> followers) implements AuthoringFault {

        public NotAHead {
            followers = List.copyOf(followers);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "Revision '" + revision + "' is not a head: " + FaultText.list(followers) + " revises it.",
                    "Use --splice to start a new branch there, or --head to name a head.");
        }
    }

    /** Parents among which a revision is named more than once. */
    record DuplicateHeads(List<String> revisions) implements AuthoringFault {

        public DuplicateHeads {
            revisions = List.copyOf(revisions);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "Named more than once: " + FaultText.list(revisions) + ".", "Name each revision once.");
        }
    }

    /** A branch label that the new revision cannot have. */
    record UnusableLabel(String label, String reason) implements AuthoringFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "The branch label '" + label + "' cannot be used: " + reason + ".",
                    "Choose another label; ids and branch labels share one set of names.");
        }
    }

    /** Revisions that a command would move, although they are applied in a database. */
    record AlreadyApplied(List<String> revisions) implements AuthoringFault {

        public AlreadyApplied {
            revisions = List.copyOf(revisions);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "Already applied: " + FaultText.list(revisions) + ". Applied revisions cannot be moved.",
                    "Downgrade that database first, or join the branches with merge instead.");
        }
    }

    /** A move of a revision onto itself or onto one of its descendants. */
    record OntoItself(String revision, String target) implements AuthoringFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "'" + revision + "' cannot be moved onto '" + target + "', which would move with it.",
                    "Move it onto a revision that does not descend from it.");
        }
    }

    /** A move of a merge revision onto a target that descends from none of its parents. */
    record NoParentToReplace(String revision, List<String> parents) implements AuthoringFault {

        public NoParentToReplace {
            parents = List.copyOf(parents);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "'" + revision + "' is a merge of " + FaultText.list(parents)
                            + ", and the target descends from none of them.",
                    "Move it onto a descendant of one of its parents, or edit its @revises.");
        }
    }

    /** A range with fewer than two revisions. */
    record NothingToSquash(String from, String to) implements AuthoringFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "From '" + from + "' to '" + to + "' there are fewer than two revisions in one line.",
                    "Name the older revision first: squash OLDEST..NEWEST.");
        }
    }

    /**
     * A range with a branch that starts inside it.
     *
     * @param leaving for each revision outside the range its parent or dependency inside the range, as ids
     */
    record BranchesInRange(Map<String, String> leaving) implements AuthoringFault {

        public BranchesInRange {
            leaving = Map.copyOf(leaving);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "Other revisions descend from the middle of the range:  "
                            + leaving.entrySet().stream()
                                    .map(entry -> "'" + entry.getKey() + "' from '" + entry.getValue() + "'")
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ".",
                    "End the range where they branch off, or extend it to where they merge again.");
        }
    }

    /** A revision in the range that itself replaces others. */
    record ReplacesOthers(String revision) implements AuthoringFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "Revision '" + revision + "' itself replaces others.",
                    "Delete its @replaces once no database has a revision that it replaces; then squash again.");
        }
    }
}
