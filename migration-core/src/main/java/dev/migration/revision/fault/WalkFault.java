package dev.migration.revision.fault;

import java.util.List;

/** A way through the graph that is not there, or not the only one. */
public sealed interface WalkFault extends TargetFault {

    /**
     * A step that may go to several revisions.
     *
     * @param target where the walk should lead, as typed
     * @param choices the ids that the step may lead to
     */
    record AmbiguousWalk(String target, List<String> choices) implements WalkFault {

        public AmbiguousWalk {
            choices = List.copyOf(choices);
        }

        @Override
        public String problem() {
            return "'" + target + "' is ambiguous: the way parts at " + TargetFault.list(choices) + ".";
        }

        @Override
        public String remedy() {
            return "Name the revision to go to, or put the branch before it: " + onEach(choices, target) + ".";
        }
    }

    /**
     * A step down from a merge, where no branch can decide.
     *
     * @param target where the walk should lead, as typed
     * @param parents the ids that the step may lead to
     */
    record AmbiguousMerge(String target, List<String> parents) implements WalkFault {

        public AmbiguousMerge {
            parents = List.copyOf(parents);
        }

        @Override
        public String problem() {
            return "'" + target + "' is ambiguous: the way down parts at " + TargetFault.list(parents) + ".";
        }

        @Override
        public String remedy() {
            return "Name the revision to go to, or count from one of those.";
        }
    }

    /**
     * Several places to count from.
     *
     * @param current the ids of those places
     */
    record AmbiguousCurrent(String target, List<String> current) implements WalkFault {

        public AmbiguousCurrent {
            current = List.copyOf(current);
        }

        @Override
        public String problem() {
            return "'" + target + "' is ambiguous: there are " + current.size() + " revisions to count from: "
                    + TargetFault.list(current) + ".";
        }

        @Override
        public String remedy() {
            return "Say from which: " + onEach(current, target) + ", or name the revision to go to.";
        }
    }

    /**
     * More steps than there are revisions.
     *
     * @param possible how many steps there are
     */
    record WalkedTooFar(String target, int possible) implements WalkFault {

        @Override
        public String problem() {
            return "'" + target + "' goes too far: there "
                    + (possible == 1 ? "is 1 step" : "are " + possible + " steps") + " that way.";
        }

        @Override
        public String remedy() {
            return "Use 'heads' to go all the way up, or 'base' to go all the way down.";
        }
    }

    /** A command that goes one way, asked to go the other. */
    record WrongWay(String command, String target) implements WalkFault {

        @Override
        public String problem() {
            return command + " cannot go to '" + target + "'.";
        }

        @Override
        public String remedy() {
            return "Use upgrade with +N to go up, and downgrade with -N to go down.";
        }
    }

    /**
     * A place to go down to that the database is not above.
     *
     * @param current the maximal applied revisions
     */
    record NotApplied(String revision, List<String> current) implements WalkFault {

        public NotApplied {
            current = List.copyOf(current);
        }

        @Override
        public String problem() {
            return "'" + revision + "' is not applied, so there is no way down to it.";
        }

        @Override
        public String remedy() {
            return "Applied now: " + (current.isEmpty() ? "nothing" : TargetFault.list(current))
                    + ". Use upgrade to go up.";
        }
    }

    /**
     * Revisions to take off on which others stand.
     *
     * @param revisions the ids of those to take off
     * @param above the ids of what is applied above them
     */
    record HasDescendants(List<String> revisions, List<String> above) implements WalkFault {

        public HasDescendants {
            revisions = List.copyOf(revisions);
            above = List.copyOf(above);
        }

        @Override
        public String problem() {
            return TargetFault.list(above) + " stands on " + TargetFault.list(revisions)
                    + ", which therefore cannot be taken off alone.";
        }

        @Override
        public String remedy() {
            return "Take off what stands above first, or name the revision to go down to: downgrade REV.";
        }
    }

    /** The beginning of a range that its end does not stand on. */
    record NotAnAncestor(List<String> start, List<String> end) implements WalkFault {

        public NotAnAncestor {
            start = List.copyOf(start);
            end = List.copyOf(end);
        }

        @Override
        public String problem() {
            return TargetFault.list(start) + " does not lie below "
                    + (end.isEmpty() ? "the end of the range, which is nothing" : TargetFault.list(end)) + ".";
        }

        @Override
        public String remedy() {
            return "Begin the range at something that its end stands on; the older revision comes first.";
        }
    }

    /**
     * Version rows of which one says what another says already. No clean run leaves them.
     *
     * @param revision the row that is implied
     * @param others rows that stand on it
     */
    record Overlap(String revision, List<String> others) implements WalkFault {

        public Overlap {
            others = List.copyOf(others);
        }

        @Override
        public String problem() {
            return "The version rows overlap: '" + revision + "' is implied by " + TargetFault.list(others) + ".";
        }

        @Override
        public String remedy() {
            return "Write down again where the database is: stamp --purge with the revisions that it really has.";
        }
    }

    /**
     * A revision that stands for others, of which only some are applied and the rest is gone.
     *
     * @param applied the replaced revisions that are applied
     * @param missing the replaced revisions that are neither applied nor have a script
     */
    record PartiallyReplaced(String revision, List<String> applied, List<String> missing) implements WalkFault {

        public PartiallyReplaced {
            applied = List.copyOf(applied);
            missing = List.copyOf(missing);
        }

        @Override
        public String problem() {
            return "Revision '" + revision + "' replaces others, and this database stopped among them: "
                    + TargetFault.list(applied) + " applied, " + TargetFault.list(missing)
                    + " not applied and without a script.";
        }

        @Override
        public String remedy() {
            return "Put the missing scripts back, or upgrade first with the release that still has them.";
        }
    }

    /** The target on each of these branches, as somebody would type it. */
    private static String onEach(List<String> branches, String target) {
        String place = target.substring(target.indexOf('@') + 1);
        return TargetFault.list(
                branches.stream().map(branch -> branch + "@" + place).toList());
    }
}
