package dev.migration.revision.fault;

import java.util.List;

/**
 * Something that keeps revisions from forming a graph. Each knows the revision that is to blame, so that whoever knows the
 * files can name them.
 */
public sealed interface GraphFault {

    /** The revision whose declaration is wrong. */
    String revision();

    /** Every revision that a reader must look at to understand the fault, when the one to blame is not enough. */
    default List<String> involved() {
        return List.of();
    }

    /** What is wrong, in a sentence. */
    String problem();

    /** What to do about it, in a sentence. */
    String remedy();

    /** Two revisions have one id. */
    record DuplicateId(String revision) implements GraphFault {

        @Override
        public List<String> involved() {
            return List.of(revision);
        }

        @Override
        public String problem() {
            return "The id '" + revision + "' belongs to more than one revision.";
        }

        @Override
        public String remedy() {
            return "Give one of them another id, or delete it if it is a copy.";
        }
    }

    /** An id or a label that the target grammar would read differently. */
    record IllegalName(String revision, String reason) implements GraphFault {

        @Override
        public String problem() {
            return reason + " and cannot name a revision or a branch.";
        }

        @Override
        public String remedy() {
            return "Rename it.";
        }
    }

    /** A label that another revision has as its label or its id. */
    record DuplicateLabel(String revision, String label, String owner) implements GraphFault {

        @Override
        public List<String> involved() {
            return List.of(revision, owner);
        }

        @Override
        public String problem() {
            return "The branch label '" + label + "' of revision '" + revision + "' is already a name of revision '"
                    + owner + "'.";
        }

        @Override
        public String remedy() {
            return "Rename one of the two; ids and branch labels share one set of names.";
        }
    }

    /** A down revision that is not there. */
    record MissingDownRevision(String revision, String missing, String suggestion) implements GraphFault {

        @Override
        public String problem() {
            return "Revision '" + revision + "' revises '" + missing + "', which is not there." + suggestion;
        }

        @Override
        public String remedy() {
            return "Add the missing revision, or correct @revises.";
        }
    }

    /** A dependency that is neither a revision nor a label. */
    record MissingDependency(String revision, String missing, String suggestion) implements GraphFault {

        @Override
        public String problem() {
            return "Revision '" + revision + "' depends on '" + missing
                    + "', which is neither a revision nor a branch label." + suggestion;
        }

        @Override
        public String remedy() {
            return "Add the missing revision, or correct @depends-on.";
        }
    }

    /**
     * A revision that stands on itself.
     *
     * @param dependency whether it depends on itself; else it revises itself
     */
    record SelfLoop(String revision, boolean dependency) implements GraphFault {

        @Override
        public String problem() {
            return "Revision '" + revision + "' " + (dependency ? "depends on" : "revises") + " itself.";
        }

        @Override
        public String remedy() {
            return "Correct " + (dependency ? "@depends-on" : "@revises") + ".";
        }
    }

    /**
     * Revisions that revise each other, each the next and the last the first.
     *
     * @param cycle the revisions in that order, once each
     */
    record Cycle(List<String> cycle) implements GraphFault {

        public Cycle {
            cycle = List.copyOf(cycle);
        }

        @Override
        public String revision() {
            return cycle.get(0);
        }

        @Override
        public List<String> involved() {
            return cycle;
        }

        @Override
        public String problem() {
            return "Revisions stand on each other in a circle: " + circle(cycle) + ".";
        }

        @Override
        public String remedy() {
            return "Correct @revises in one of them.";
        }
    }

    /**
     * Revisions that stand on each other, each on the next and the last on the first, at least one by a dependency.
     *
     * @param cycle the revisions in that order, once each; the first depends on what follows it
     */
    record DependencyCycle(List<String> cycle) implements GraphFault {

        public DependencyCycle {
            cycle = List.copyOf(cycle);
        }

        @Override
        public String revision() {
            return cycle.get(0);
        }

        @Override
        public List<String> involved() {
            return cycle;
        }

        @Override
        public String problem() {
            return "Revisions stand on each other in a circle, counting dependencies: " + circle(cycle) + ".";
        }

        @Override
        public String remedy() {
            return "Correct @depends-on or @revises in one of them.";
        }
    }

    /**
     * A replacement that makes no sense.
     *
     * @param replaced the revision that cannot be replaced by this one
     * @param reason why, as the end of a sentence
     */
    record IllegalReplacement(String revision, String replaced, String reason) implements GraphFault {

        @Override
        public List<String> involved() {
            return List.of(revision, replaced);
        }

        @Override
        public String problem() {
            return "Revision '" + revision + "' cannot replace '" + replaced + "': " + reason + ".";
        }

        @Override
        public String remedy() {
            return "Correct @replaces.";
        }
    }

    private static String circle(List<String> cycle) {
        return String.join(" -> ", cycle) + " -> " + cycle.get(0);
    }
}
