// SPDX-License-Identifier: Apache-2.0
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
 * The begin and the end of an offline plan.
 *
 * @param start the assumed target of the database before the plan; empty means base
 * @param ends the targets of the plan
 */
record OfflineRange(Optional<Target> start, List<Target> ends) {

    /**
     * Parses {@code [start:]end}, or several targets of a stamp.
     *
     * @throws TargetException if a target depends on the state of a database
     */
    static OfflineRange parse(Operation operation, List<String> targets) {
        if (targets.size() != 1 || !targets.get(0).contains(":")) {
            return of(
                    operation,
                    Optional.empty(),
                    targets.stream().map(Target::parse).toList(),
                    false);
        }
        TargetRange range = TargetRange.parse(targets.get(0));
        Optional<Target> end =
                operation == Operation.UPGRADE ? range.end().or(() -> Optional.of(new Target.Heads())) : range.end();
        if (end.isEmpty()) {
            throw new TargetException(new ResolutionFault.UnreadableRange(targets.get(0)));
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

    /** The revisions that are assumed to be applied, each after its parents. */
    List<Revision> assumed(RevisionScripts scripts) {
        return start.map(target -> TargetResolver.of(graph(scripts, target))
                        .resolve(target)
                        .ancestors()
                        .inOrder())
                .orElseGet(List::of);
    }

    /** If the start was squashed since, the graph still contains the revisions that were squashed with it. */
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

    /** The start, for a message. */
    String from() {
        return start.map(Target::toString).orElse("base");
    }
}
