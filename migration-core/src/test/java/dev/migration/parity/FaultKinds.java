// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.Map;

import dev.migration.revision.fault.AuthoringFault;
import dev.migration.revision.fault.GraphFault;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetFault;
import dev.migration.revision.fault.WalkFault;

/** The names of the question files for each kind of fault. */
final class FaultKinds {

    private static final Map<Class<?>, String> OF_TARGETS = Map.ofEntries(
            Map.entry(ResolutionFault.Unreadable.class, "not-found"),
            Map.entry(ResolutionFault.NotFound.class, "not-found"),
            Map.entry(ResolutionFault.AmbiguousPrefix.class, "ambiguous-prefix"),
            Map.entry(ResolutionFault.MultipleHeads.class, "multiple-heads"),
            Map.entry(ResolutionFault.NoSuchBranch.class, "no-such-branch"),
            Map.entry(ResolutionFault.NotInBranch.class, "not-in-branch"),
            Map.entry(WalkFault.AmbiguousMerge.class, "ambiguous-walk"),
            Map.entry(WalkFault.AmbiguousWalk.class, "ambiguous-walk"),
            Map.entry(WalkFault.AmbiguousCurrent.class, "ambiguous-current"),
            Map.entry(WalkFault.WalkedTooFar.class, "walked-too-far"),
            Map.entry(WalkFault.WrongWay.class, "walked-too-far"),
            Map.entry(WalkFault.NotApplied.class, "not-a-target"),
            Map.entry(WalkFault.NotAnAncestor.class, "not-a-target"),
            Map.entry(AuthoringFault.NotAHead.class, "not-a-head"),
            Map.entry(AuthoringFault.DuplicateHeads.class, "duplicate-heads"));

    private static final Map<Class<?>, String> OF_GRAPHS = Map.of(
            GraphFault.DuplicateId.class, "duplicate-id",
            GraphFault.DuplicateLabel.class, "duplicate-label",
            GraphFault.IllegalName.class, "illegal-id",
            GraphFault.MissingDownRevision.class, "missing-revision",
            GraphFault.MissingDependency.class, "missing-dependency",
            GraphFault.Cycle.class, "cycle",
            GraphFault.DependencyCycle.class, "dependency-cycle");

    private FaultKinds() {}

    static String of(TargetFault fault) {
        return OF_TARGETS.getOrDefault(fault.getClass(), "other");
    }

    static String of(GraphFault fault) {
        if (fault instanceof GraphFault.SelfLoop loop) {
            return loop.dependency() ? "dependency-self-loop" : "self-loop";
        }
        return OF_GRAPHS.getOrDefault(fault.getClass(), "other");
    }
}
