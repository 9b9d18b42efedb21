package dev.migration.revision.fault;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A change of the graph itself that it does not allow. */
public sealed interface AuthoringFault extends TargetFault {

    /** A parent of a new revision that others follow already. */
    record NotAHead(String revision, List<String> followers) implements AuthoringFault {

        public NotAHead {
            followers = List.copyOf(followers);
        }

        @Override
        public String problem() {
            return "Revision '" + revision + "' is not a head: " + TargetFault.list(followers) + " follows it.";
        }

        @Override
        public String remedy() {
            return "Use --splice to begin a new branch there, or --head to name a head.";
        }
    }

    /** Parents of which one is named twice. */
    record DuplicateHeads(List<String> revisions) implements AuthoringFault {

        public DuplicateHeads {
            revisions = List.copyOf(revisions);
        }

        @Override
        public String problem() {
            return "Named more than once: " + TargetFault.list(revisions) + ".";
        }

        @Override
        public String remedy() {
            return "Name every revision once.";
        }
    }

    /** A branch label that cannot be given. */
    record UnusableLabel(String label, String reason) implements AuthoringFault {

        @Override
        public String problem() {
            return "The branch label '" + label + "' cannot be given: " + reason + ".";
        }

        @Override
        public String remedy() {
            return "Choose another; ids and branch labels share one set of names.";
        }
    }

    /** Revisions that a command would rewrite, although a database has them. */
    record AlreadyApplied(List<String> revisions) implements AuthoringFault {

        public AlreadyApplied {
            revisions = List.copyOf(revisions);
        }

        @Override
        public String problem() {
            return "Already applied: " + TargetFault.list(revisions) + ". Moving them would rewrite what has happened.";
        }

        @Override
        public String remedy() {
            return "Downgrade that database first, or join the branches with merge instead.";
        }
    }

    /** A move of a revision onto itself or onto what stands on it. */
    record OntoItself(String revision, String target) implements AuthoringFault {

        @Override
        public String problem() {
            return "'" + revision + "' cannot be moved onto '" + target + "', which moves with it.";
        }

        @Override
        public String remedy() {
            return "Move it onto a revision that does not stand on it.";
        }
    }

    /** A merge revision of which no parent gives way to the target of the move. */
    record NoParentToReplace(String revision, List<String> parents) implements AuthoringFault {

        public NoParentToReplace {
            parents = List.copyOf(parents);
        }

        @Override
        public String problem() {
            return "'" + revision + "' is a merge of " + TargetFault.list(parents)
                    + ", and the target stands on none of them.";
        }

        @Override
        public String remedy() {
            return "Move it onto a revision above one of its parents, or edit its @revises.";
        }
    }

    /** Two ends with nothing to squash between them. */
    record NothingToSquash(String from, String to) implements AuthoringFault {

        @Override
        public String problem() {
            return "From '" + from + "' to '" + to + "' there are not two or more revisions, one upon the other.";
        }

        @Override
        public String remedy() {
            return "Name the older revision first: squash OLDEST..NEWEST.";
        }
    }

    /**
     * A range that others stand on in the middle.
     *
     * @param leaving revisions outside, each with what it stands on inside
     */
    record BranchesInRange(Map<String, String> leaving) implements AuthoringFault {

        public BranchesInRange {
            leaving = Map.copyOf(leaving);
        }

        @Override
        public String problem() {
            return "Other revisions stand on the middle of the range: "
                    + leaving.entrySet().stream()
                            .map(entry -> "'" + entry.getKey() + "' on '" + entry.getValue() + "'")
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".";
        }

        @Override
        public String remedy() {
            return "End the range where they leave it, or squash to where they join again.";
        }
    }

    /** A revision in a range that itself stands for others. */
    record ReplacesOthers(String revision) implements AuthoringFault {

        @Override
        public String problem() {
            return "Revision '" + revision + "' itself replaces others.";
        }

        @Override
        public String remedy() {
            return "Once every database has left what it replaces, delete its @replaces; then squash again.";
        }
    }
}
