// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.fault;

import java.util.List;

/** A path through the graph that does not exist or is ambiguous. */
public sealed interface WalkFault extends TargetFault {

    /**
     * A step to a next revision where several exist.
     *
     * @param target the target of the walk, as typed
     * @param choices the ids of the revisions that the step may lead to
     */
    record AmbiguousWalk(String target, List<String> choices) implements WalkFault {

        public AmbiguousWalk {
            choices = List.copyOf(choices);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "'" + target + "' is ambiguous: several revisions come next: " + FaultText.list(choices) + ".",
                    "Name the revision to go to, or put the branch before it: " + onEach(choices, target) + ".");
        }
    }

    /**
     * A step down from a merge revision, where a branch name cannot decide.
     *
     * @param target the target of the walk, as typed
     * @param parents the ids of the revisions that the step may lead to
     */
    record AmbiguousMerge(String target, List<String> parents) implements WalkFault {

        public AmbiguousMerge {
            parents = List.copyOf(parents);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "'" + target + "' is ambiguous: a merge has the parents " + FaultText.list(parents) + ".",
                    "Name the revision to go to, or count from one of those.");
        }
    }

    /**
     * A relative target where several revisions are current.
     *
     * @param current the ids of the current revisions
     */
    record AmbiguousCurrent(String target, List<String> current) implements WalkFault {

        public AmbiguousCurrent {
            current = List.copyOf(current);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "'" + target + "' is ambiguous: there are " + current.size() + " revisions to count from: "
                            + FaultText.list(current) + ".",
                    "Name the one to count from: " + onEach(current, target) + ", or name the revision to go to.");
        }
    }

    /**
     * More steps than the graph has in that direction.
     *
     * @param possible the number of steps that are possible
     */
    record WalkedTooFar(String target, int possible) implements WalkFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "'" + target + "' goes too far: there "
                            + (possible == 1 ? "is 1 step" : "are " + possible + " steps") + " that way.",
                    "Use 'heads' to go all the way up, or 'base' to go all the way down.");
        }
    }

    /** A target in the wrong direction for the command. */
    record WrongWay(String command, String target) implements WalkFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    command + " cannot go to '" + target + "'.",
                    "Use upgrade with +N to go up, and downgrade with -N to go down.");
        }
    }

    /**
     * A downgrade to a revision that is not applied.
     *
     * @param current the ids of the maximal applied revisions
     */
    record NotApplied(String revision, List<String> current) implements WalkFault {

        public NotApplied {
            current = List.copyOf(current);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "'" + revision + "' is not applied, so the database cannot be downgraded to it.",
                    "Applied now: " + (current.isEmpty() ? "nothing" : FaultText.list(current))
                            + ". Use upgrade to go up.");
        }
    }

    /**
     * Revisions that cannot be reverted because applied revisions descend from them.
     *
     * @param revisions the ids of the revisions to revert
     * @param descendants the ids of their applied descendants
     */
    record HasDescendants(List<String> revisions, List<String> descendants) implements WalkFault {

        public HasDescendants {
            revisions = List.copyOf(revisions);
            descendants = List.copyOf(descendants);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    FaultText.list(revisions) + " cannot be reverted alone: " + FaultText.list(descendants)
                            + " descends from it.",
                    "Revert the descendants as well, or name the revision to go down to: downgrade REV.");
        }
    }

    /** A range whose end does not descend from its start. */
    record NotAnAncestor(List<String> start, List<String> end) implements WalkFault {

        public NotAnAncestor {
            start = List.copyOf(start);
            end = List.copyOf(end);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    FaultText.list(start) + " is not an ancestor of "
                            + (end.isEmpty() ? "the end of the range, which is empty" : FaultText.list(end)) + ".",
                    "Start the range at an ancestor of its end; the older revision comes first.");
        }
    }

    /**
     * A revision that replaces others, of which some are applied and the rest has no script.
     *
     * @param applied the ids of the replaced revisions that are applied
     * @param missing the ids of the replaced revisions that are not applied and have no script
     */
    record PartiallyReplaced(String revision, List<String> applied, List<String> missing) implements WalkFault {

        public PartiallyReplaced {
            applied = List.copyOf(applied);
            missing = List.copyOf(missing);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "Revision '" + revision + "' replaces others, of which only some are applied in this database: "
                            + FaultText.list(applied) + " applied, " + FaultText.list(missing)
                            + " not applied and without a script.",
                    "Put the missing scripts back, or upgrade first with the release that still has them.");
        }
    }

    /** The target on each of these branches, as it can be typed. */
    private static String onEach(List<String> branches, String target) {
        String place = target.substring(target.indexOf('@') + 1);
        return FaultText.list(
                branches.stream().map(branch -> branch + "@" + place).toList());
    }
}
