// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.VersionRows;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;
import dev.migration.revision.target.TargetResolver;

/**
 * Translates a request to Alembic's interpretation, where ours differs on purpose and the question files do not mark
 * the difference. Each case is a row of {@code docs/where-we-differ-from-alembic.md}; without this class the case would
 * count as a disagreement.
 */
final class AlembicInterpretation {

    private final RevisionGraph graph;

    AlembicInterpretation(RevisionGraph graph) {
        this.graph = graph;
    }

    /** Alembic resolves {@code -N} once for each head, the base included; our result is a set of revisions. */
    List<@Nullable String> resolved(String argument) {
        Target target = Target.parse(argument);
        TargetResolver targets = TargetResolver.of(graph);
        int steps = TargetResolver.stepsFromCurrent(target);
        if (steps >= 0) {
            return new ArrayList<>(targets.resolve(target).ids());
        }
        List<@Nullable String> found = new ArrayList<>();
        RevisionSet heads = graph.effectiveHeads().intersection(targets.lineageOf(target));
        for (Revision head : heads.inOrder()) {
            found.add(below(targets, new Target.Walk(new Target.Named(head.id()), steps)));
        }
        return found;
    }

    private static @Nullable String below(TargetResolver targets, Target place) {
        try {
            return targets.resolveOne(place).map(Revision::id).orElse("base");
        } catch (TargetException refusal) {
            if (refusal.fault() instanceof WalkFault.WalkedTooFar) {
                return null;
            }
            throw refusal;
        }
    }

    /**
     * Alembic also reports a label on the linear revisions before it; we report it on the labelled revision and its
     * descendants.
     */
    Map<String, List<String>> labels() {
        Map<String, TreeSet<String>> shown = new LinkedHashMap<>();
        for (String label : graph.labels()) {
            RevisionSet labelled =
                    graph.known(List.of(graph.findLabel(label).orElseThrow().id()));
            RevisionSet reach = labelled.branchDescendants();
            boolean plain = reach.inOrder().stream().allMatch(this::isPlain);
            RevisionSet all = plain ? reach.union(plainLineBelow(labelled)) : reach;
            all.ids()
                    .forEach(id ->
                            shown.computeIfAbsent(id, some -> new TreeSet<>()).add(label));
        }
        Map<String, List<String>> answer = new LinkedHashMap<>();
        shown.forEach((id, labels) -> answer.put(id, List.copyOf(labels)));
        return answer;
    }

    private RevisionSet plainLineBelow(RevisionSet labelled) {
        RevisionSet line = graph.none();
        RevisionSet next = graph.downRevisionsOf(labelled);
        while (!next.isEmpty() && next.inOrder().stream().allMatch(this::isPlain)) {
            line = line.union(next);
            next = graph.downRevisionsOf(next);
        }
        return line;
    }

    private boolean isPlain(Revision revision) {
        return !revision.isMerge()
                && graph.dependantsOf(graph.known(List.of(revision.id()))).size() < 2;
    }

    /** Alembic refuses rows of which one implies another; we accept them. */
    Planner withoutOverlap(ParityQuestion question) {
        VersionRows rows = VersionRows.of(graph, question.texts("from"));
        boolean readsRows = question.operation().equals("upgrade")
                || question.text("range").orElse("").contains("current");
        if (readsRows && rows.overlap().isPresent()) {
            throw new TargetException(rows.overlap().get());
        }
        return Planner.of(graph, rows);
    }

    /** Alembic treats {@code current} of an empty database as not given; we treat it as the base. */
    TargetRange range(Planner planner, String text) {
        TargetRange range = TargetRange.parse(text);
        Optional<Target> end = range.end()
                .filter(target -> !(target instanceof Target.Current)
                        || !planner.current().isEmpty());
        return new TargetRange(range.start(), end);
    }

    /**
     * For a stamp, Alembic takes the rows that are related to a target or to its branch, over either kind of edge. If a
     * target is related to one of them, it replaces all of them by that target and loses what else they implied; of
     * several targets it loses those that are rows already. We only remove the descendants of the targets.
     */
    Plan stamped(List<String> from, List<Target> targets) {
        VersionRows.of(graph, from);
        RevisionSet rows = graph.known(from);
        RevisionSet touched = rows.intersection(touched(targets));
        RevisionSet named = TargetResolver.of(graph).resolve(targets);
        RevisionSet moving = named.minus(rows).intersection(touched.ancestors().union(touched.descendants()));
        RevisionSet left = moving.isEmpty() && !named.isEmpty() ? rows : rows.minus(touched);
        Planner planner = Planner.of(graph, VersionRows.of(graph, left.ids()));
        return planner.stamp(isMarked(targets) || moving.isEmpty() ? targets : named(named.minus(rows)));
    }

    private RevisionSet touched(List<Target> targets) {
        TargetResolver resolver = TargetResolver.of(graph);
        RevisionSet named = graph.none();
        for (Target target : targets) {
            if (target instanceof Target.Base) {
                return graph.all();
            }
            List<String> branch =
                    resolver.branchOf(target).map(Revision::id).stream().toList();
            named = named.union(resolver.resolve(target)).union(graph.known(branch));
        }
        return named.ancestors().union(named.descendants());
    }

    /** The question files contain the better answer only if every target is an id or {@code heads}. */
    private boolean isMarked(List<Target> targets) {
        return targets.stream()
                .allMatch(target -> target instanceof Target.Heads
                        || (target instanceof Target.Named named
                                && graph.find(named.name()).isPresent()));
    }

    private static List<Target> named(RevisionSet revisions) {
        return revisions.ids().stream().map(id -> (Target) new Target.Named(id)).toList();
    }

    /** Alembic also downgrades to the base of a branch if only other branches of that base are applied; we do not. */
    Target down(Planner planner, String text) {
        Target target = Target.parse(text);
        if (!(target instanceof Target.InBranch branch)) {
            return target;
        }
        if (branch.place() instanceof Target.Named) {
            return chosen(planner, branch);
        }
        if (!(branch.place() instanceof Target.Base)) {
            return target;
        }
        Revision revision = planner.targets().branchOf(target).orElseThrow();
        RevisionSet applied = planner.current().ancestors();
        RevisionSet bases = basesOf(revision).intersection(applied);
        return applied.inOrder().stream()
                .filter(known -> basesOf(known).equals(bases))
                .findFirst()
                .<Target>map(known -> new Target.InBranch(known.id(), new Target.Base()))
                .orElse(target);
    }

    private RevisionSet basesOf(Revision revision) {
        return graph.known(List.of(revision.id())).branchAncestors().intersection(graph.bases());
    }

    /** Alembic ignores the branch before a revision with at most one child; we refuse a wrong branch. */
    private Target chosen(Planner planner, Target.InBranch target) {
        RevisionSet place = planner.targets().resolve(target.place());
        boolean isChoice = graph.childrenOf(place).size() > 1;
        boolean isOnBranch = planner.targets().lineageOf(target).containsAll(place);
        return isChoice || isOnBranch ? target : target.place();
    }
}
