// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.migration.revision.HeadsTracker;
import dev.migration.revision.RandomGraphs;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.target.Target;

import static dev.migration.revision.RandomGraphs.forSeedsFrom;
import static org.assertj.core.api.Assertions.assertThat;

/** Laws of every sequence of upgrades and downgrades over any graph; each round has its own seed. */
class WalkLawsTests {

    private static final int ROUNDS = 1_500;

    @Test
    void theRowsAreTheMaximalAppliedRevisionsAfterEveryStep() {
        forSeedsFrom(0, ROUNDS, (random, seed) -> {
            RevisionGraph graph = RevisionGraph.of(RandomGraphs.numbered(random, 14));
            List<String> applied = new ArrayList<>();
            for (int command = 0; command < 6; command++) {
                Plan plan = anyPlan(graph, applied, random);
                follow(plan, graph, applied, "seed " + seed);
            }
        });
    }

    @Test
    void revertingAllStepsOfAnUpgradeRestoresTheState() {
        forSeedsFrom(0, ROUNDS, (random, seed) -> {
            RevisionGraph graph = RevisionGraph.of(RandomGraphs.numbered(random, 14));
            List<String> applied = anyApplied(graph, random);
            Plan up = new Planner(graph, graph.ids(), applied).upgrade(new Target.Heads());
            HeadsTracker tracker = new HeadsTracker(graph, graph.all());
            List<Revision> backwards = new ArrayList<>(revisions(up));
            Collections.reverse(backwards);

            assertThat(up.after()).as("seed %s", seed).isEqualTo(tracker.heads());
            backwards.forEach(tracker::revert);
            assertThat(tracker.heads()).as("seed %s", seed).isEqualTo(up.before());
        });
    }

    @Test
    void revertingAsManyAsWereAppliedRestoresTheStateOfAForkedGraph() {
        forSeedsFrom(0, ROUNDS, (random, seed) -> {
            RevisionGraph graph = RevisionGraph.of(RandomGraphs.numbered(random, 14));
            List<String> applied = anyApplied(graph, random);
            Planner planner = new Planner(graph, graph.ids(), applied);
            Plan up = planner.upgrade(new Target.Heads());
            List<String> after = new ArrayList<>(applied);
            up.steps().forEach(step -> after.add(step.revision().id()));
            if (graph.realHeads().size() > 1 && !up.isEmpty()) {
                Plan down = new Planner(graph, graph.ids(), after)
                        .downgrade(new Target.Relative(-up.steps().size()));

                assertThat(Set.copyOf(down.after())).as("seed %s", seed).isEqualTo(Set.copyOf(up.before()));
            }
        });
    }

    @Test
    void aDowngradeToBaseAndAnUpgradeToTheHeadsTakeTheSameStepsBackwards() {
        forSeedsFrom(0, ROUNDS, (random, seed) -> {
            RevisionGraph graph = RevisionGraph.of(RandomGraphs.numbered(random, 14));
            List<Revision> up = revisions(new Planner(graph, graph.ids(), List.of()).upgrade(new Target.Heads()));
            List<Revision> down = new ArrayList<>(
                    revisions(new Planner(graph, graph.ids(), graph.all().ids()).downgrade(new Target.Base())));
            Collections.reverse(down);

            assertThat(down).as("seed %s", seed).isEqualTo(up);
        });
    }

    @Test
    void theOrderOfTheFilesDoesNotMatter() {
        forSeedsFrom(0, ROUNDS, (random, seed) -> {
            List<Revision> revisions = new ArrayList<>(RandomGraphs.numbered(random, 14));
            List<Revision> order = RevisionGraph.of(revisions).revisions();
            Collections.shuffle(revisions, random);

            assertThat(RevisionGraph.of(revisions).revisions())
                    .as("seed %s", seed)
                    .isEqualTo(order);
        });
    }

    @Test
    void aStampChangesOnlyAncestorsAndDescendantsOfItsTargets() {
        forSeedsFrom(0, ROUNDS, (random, seed) -> {
            RevisionGraph graph = RevisionGraph.of(RandomGraphs.numbered(random, 14));
            List<String> applied = anyApplied(graph, random);
            Target first = anyRevision(graph, random);
            Target second = anyRevision(graph, random);
            RevisionSet named = graph.known(List.of(first.toString(), second.toString()));
            RevisionSet expected =
                    graph.known(applied).minus(named.descendants()).union(named.ancestors());
            Planner planner = new Planner(graph, graph.ids(), applied);

            assertThat(planner.stamp(List.of(first, second)).after())
                    .as("seed %s", seed)
                    .isEqualTo(planner.stamp(List.of(second, first)).after())
                    .isEqualTo(expected.maximal().ids());
        });
    }

    private static Plan anyPlan(RevisionGraph graph, List<String> applied, Random random) {
        Planner planner = new Planner(graph, graph.ids(), applied);
        if (applied.isEmpty() || random.nextBoolean()) {
            return planner.upgrade(anyRevision(graph, random));
        }
        return switch (random.nextInt(3)) {
            case 0 -> planner.downgrade(new Target.Named(applied.get(random.nextInt(applied.size()))));
            case 1 -> planner.downgrade(new Target.Relative(-1));
            default -> planner.downgrade(new Target.Base());
        };
    }

    private static void follow(Plan plan, RevisionGraph graph, List<String> applied, String seed) {
        assertThat(plan.before())
                .as(seed)
                .isEqualTo(graph.known(applied).maximal().ids());
        int done = 0;
        for (Step step : plan.steps()) {
            String id = step.revision().id();
            assertThat(step.direction() == Step.Direction.UP ? applied.add(id) : applied.remove(id))
                    .isTrue();
            done++;
            RevisionSet now = graph.known(applied);
            assertThat(now.ancestors()).as(seed).isEqualTo(now);
            assertThat(plan.currentAfter(done))
                    .as(seed)
                    .isEqualTo(new HashSet<>(now.maximal().ids()));
        }
        assertThat(plan.after())
                .as(seed)
                .isEqualTo(graph.known(applied).maximal().ids());
    }

    private static List<String> anyApplied(RevisionGraph graph, Random random) {
        return graph.known(List.of(anyRevision(graph, random).toString()))
                .ancestors()
                .ids();
    }

    private static Target anyRevision(RevisionGraph graph, Random random) {
        return new Target.Named(
                graph.revisions().get(random.nextInt(graph.revisions().size())).id());
    }

    private static List<Revision> revisions(Plan plan) {
        return plan.steps().stream().map(Step::revision).toList();
    }
}
