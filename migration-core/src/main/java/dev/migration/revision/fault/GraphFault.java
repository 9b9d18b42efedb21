// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.fault;

import java.util.List;

/**
 * A fault that keeps revisions from forming a graph. {@link #revision()} is the revision that declares the fault, so
 * that a caller can find the file.
 */
public sealed interface GraphFault extends RevisionFault {

    /** The id of the revision whose declaration is wrong. */
    String revision();

    /**
     * The ids of all revisions that the fault is about, when {@link #revision()} alone is not enough to understand it;
     * otherwise empty.
     */
    default List<String> involved() {
        return List.of();
    }

    /** Two or more revisions with one id. */
    record DuplicateId(String revision) implements GraphFault {

        @Override
        public List<String> involved() {
            return List.of(revision);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "The id '" + revision + "' belongs to more than one revision.",
                    "Give one of them another id, or delete it if it is a copy.");
        }
    }

    /** An id or a branch label that the target grammar would read in another way. */
    record IllegalName(String revision, String reason) implements GraphFault {

        @Override
        public FaultText text() {
            return new FaultText(reason + " and cannot name a revision or a branch.", "Rename it.");
        }
    }

    /** A branch label that is already a branch label or the id of another revision. */
    record DuplicateLabel(String revision, String label, String owner) implements GraphFault {

        @Override
        public List<String> involved() {
            return List.of(revision, owner);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "The branch label '" + label + "' of revision '" + revision + "' is already a name of revision '"
                            + owner + "'.",
                    "Rename one of the two; ids and branch labels share one set of names.");
        }
    }

    /** A down revision that does not exist. */
    record MissingDownRevision(String revision, String missing, String suggestion) implements GraphFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "Revision '" + revision + "' revises '" + missing + "', which does not exist." + suggestion,
                    "Add the missing revision, or correct @revises.");
        }
    }

    /** A dependency that is neither a revision nor a branch label. */
    record MissingDependency(String revision, String missing, String suggestion) implements GraphFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "Revision '" + revision + "' depends on '" + missing
                            + "', which is neither a revision nor a branch label." + suggestion,
                    "Add the missing revision, or correct @depends-on.");
        }
    }

    /**
     * A revision that revises itself or depends on itself.
     *
     * @param dependency whether it depends on itself; otherwise it revises itself
     */
    record SelfLoop(String revision, boolean dependency) implements GraphFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "Revision '" + revision + "' " + (dependency ? "depends on" : "revises") + " itself.",
                    "Correct " + (dependency ? "@depends-on" : "@revises") + ".");
        }
    }

    /** A cycle, which the first of its revisions declares. */
    sealed interface Cyclic extends GraphFault {

        /** The ids in order, each once. */
        List<String> cycle();

        @Override
        default String revision() {
            return cycle().get(0);
        }

        @Override
        default List<String> involved() {
            return cycle();
        }
    }

    /**
     * A cycle of revisions, in which each revises the next and the last revises the first.
     *
     * @param cycle the ids in that order, each once
     */
    record Cycle(List<String> cycle) implements Cyclic {

        public Cycle {
            cycle = List.copyOf(cycle);
        }

        @Override
        public FaultText text() {
            return new FaultText("Revisions form a cycle: " + closed(cycle) + ".", "Correct @revises in one of them.");
        }
    }

    /**
     * A cycle of revisions with at least one dependency in it.
     *
     * @param cycle the ids in order, each once; the first depends on the second
     */
    record DependencyCycle(List<String> cycle) implements Cyclic {

        public DependencyCycle {
            cycle = List.copyOf(cycle);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "Revisions and their dependencies form a cycle: " + closed(cycle) + ".",
                    "Correct @depends-on or @revises in one of them.");
        }
    }

    /**
     * A replacement that is not possible.
     *
     * @param replaced the id of the revision that cannot be replaced
     * @param reason why, as the end of a sentence
     */
    record IllegalReplacement(String revision, String replaced, String reason) implements GraphFault {

        @Override
        public List<String> involved() {
            return List.of(revision, replaced);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "Revision '" + revision + "' cannot replace '" + replaced + "': " + reason + ".",
                    "Correct @replaces.");
        }
    }

    private static String closed(List<String> cycle) {
        return String.join(" -> ", cycle) + " -> " + cycle.get(0);
    }
}
