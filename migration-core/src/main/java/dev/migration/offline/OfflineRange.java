package dev.migration.offline;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;
import dev.migration.revision.target.TargetResolver;
import dev.migration.script.RevisionScript;
import dev.migration.script.load.RevisionScripts;

/**
 * From where to where, without a database.
 *
 * @param start where the database is taken to be; empty is the base
 * @param ends where it is to go
 */
record OfflineRange(Optional<Target> start, List<Target> ends) {

    /**
     * Reads what was typed: {@code [start:]end}, or several ends for a stamp.
     *
     * @throws TargetException if it depends on where a database is
     */
    static OfflineRange parse(Operation operation, List<String> typed) {
        if (typed.size() != 1 || !typed.get(0).contains(":")) {
            return of(
                    operation,
                    Optional.empty(),
                    typed.stream().map(Target::parse).toList(),
                    false);
        }
        TargetRange range = TargetRange.parse(typed.get(0));
        Optional<Target> end =
                operation == Operation.UPGRADE ? range.end().or(() -> Optional.of(new Target.Heads())) : range.end();
        if (end.isEmpty()) {
            throw new TargetException(new ResolutionFault.UnreadableRange(typed.get(0)));
        }
        return of(operation, range.start(), List.of(end.get()), true);
    }

    private static OfflineRange of(Operation operation, Optional<Target> start, List<Target> ends, boolean isRange) {
        start.ifPresent(target -> refuseIfFromDatabase(target, "name a revision, such as head-1"));
        if (operation == Operation.DOWNGRADE && start.isEmpty()) {
            String end = ends.get(0).toString();
            throw new TargetException(new ResolutionFault.NeedsDatabase(
                    end, "downgrade heads:" + end + " --sql, or another revision than heads"));
        }
        boolean mayCount = isRange && operation != Operation.STAMP;
        for (Target end : ends) {
            if (!mayCount || TargetResolver.stepsFromCurrent(end) == 0) {
                refuseIfFromDatabase(end, instead(operation, end));
            }
        }
        return new OfflineRange(start, ends);
    }

    private static String instead(Operation operation, Target end) {
        return operation == Operation.UPGRADE && TargetResolver.stepsFromCurrent(end) > 0
                ? "base:" + end + ", or another revision than base"
                : "name a revision, such as abc123 or head-1";
    }

    private static void refuseIfFromDatabase(Target target, String instead) {
        Target place = TargetResolver.placeOf(target);
        Target symbol = place instanceof Target.Walk walk ? walk.from() : place;
        if (symbol instanceof Target.Current || place instanceof Target.Relative) {
            throw new TargetException(new ResolutionFault.NeedsDatabase(target.toString(), instead));
        }
    }

    /** The revisions that the database is taken to have, each behind what it stands on. */
    List<Revision> assumed(RevisionScripts scripts) {
        return start.map(target -> TargetResolver.of(graph(scripts, target))
                        .resolve(target)
                        .ancestors()
                        .inOrder())
                .orElseGet(List::of);
    }

    /** Where somebody is at a revision that was squashed since, those that were squashed with it are still there. */
    private static RevisionGraph graph(RevisionScripts scripts, Target target) {
        boolean squashed = target instanceof Target.Named named
                && scripts.find(named.name()).isPresent()
                && scripts.graph().find(named.name()).isEmpty();
        return squashed
                ? RevisionGraph.of(
                        scripts.all().stream().map(RevisionScript::revision).toList(),
                        Set.of(((Target.Named) target).name()))
                : scripts.graph();
    }

    /** For a reader. */
    String from() {
        return start.map(Target::toString).orElse("base");
    }
}
