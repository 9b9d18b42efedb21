// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.migration.plan.Step.Direction;
import dev.migration.revision.RandomGraphs;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import dev.migration.revision.target.Target;

import static dev.migration.revision.RandomGraphs.forMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Laws of every plan. */
class PlanLawsTests {

    private static final int ROUNDS = 2_000;

    @Test
    void anUpgradeAppliesAllAncestorsAndRevertsNothing() {
        forMany(ROUNDS, (random, seed) -> {
            Scene scene = new Scene(random);
            Target target = scene.any();
            RevisionSet end = scene.walk(scene.planner.upgrade(target));

            assertThat(end).isEqualTo(scene.applied.union(scene.named(target).ancestors()));
        });
    }

    @Test
    void aDowngradeKeepsTheTargetAndRevertsItsDescendants() {
        forMany(ROUNDS, (random, seed) -> {
            Scene scene = new Scene(random);
            if (!scene.applied.isEmpty()) {
                Target target = scene.anyApplied();
                RevisionSet end = scene.walk(scene.planner.downgrade(target));
                RevisionSet above = scene.graph.childrenOf(scene.named(target)).descendants();

                assertThat(end).isEqualTo(scene.applied.minus(above));
            }
        });
    }

    @Test
    void stepsDownFromOneRevisionRevertTheDescendantsOfTheirEnd() {
        forMany(ROUNDS, (random, seed) -> {
            Scene scene = new Scene(random);
            int count = 1 + random.nextInt(4);
            List<Revision> way = scene.wayDown(count);
            if (way.size() == count && way.stream().noneMatch(Revision::isMerge)) {
                RevisionSet end = scene.walk(scene.planner.downgrade(new Target.Relative(-count)));
                RevisionSet lowest =
                        scene.graph.known(List.of(way.get(count - 1).id()));

                assertThat(end).isEqualTo(scene.applied.minus(lowest.descendants()));
            }
        });
    }

    @Test
    void moreStepsDownThanThereAreAreRefused() {
        forMany(ROUNDS, (random, seed) -> {
            Scene scene = new Scene(random);
            int count = 1 + random.nextInt(8);
            List<Revision> way = scene.wayDown(count);
            if (!way.isEmpty() && way.size() < count && way.stream().noneMatch(Revision::isMerge)) {
                Target target = new Target.Relative(-count);

                assertThatExceptionOfType(TargetException.class)
                        .isThrownBy(() -> scene.planner.downgrade(target))
                        .satisfies(refused -> assertThat(refused.fault())
                                .isEqualTo(new WalkFault.WalkedTooFar(target.toString(), way.size())));
            }
        });
    }

    @Test
    void ambiguousStepsDownRevertTheLastAppliedRevisions() {
        forMany(ROUNDS, (random, seed) -> {
            Scene scene = new Scene(random);
            if (!scene.applied.isEmpty()) {
                int count = 1 + random.nextInt(scene.applied.size());
                List<Revision> way = scene.wayDown(count);
                if (way.isEmpty() || way.stream().anyMatch(Revision::isMerge)) {
                    Plan plan = scene.planner.downgrade(new Target.Relative(-count));
                    scene.walk(plan);

                    assertThat(plan.steps())
                            .extracting(step -> step.revision().id())
                            .isEqualTo(scene.lastApplied(count));
                }
            }
        });
    }

    @Test
    void aStampMakesItsTargetsCurrentAndChangesNothingUnrelated() {
        forMany(ROUNDS, (random, seed) -> {
            Scene scene = new Scene(random);
            List<Target> targets =
                    random.nextInt(4) == 0 ? List.of(new Target.Heads()) : List.of(scene.any(), scene.any());
            RevisionSet end = scene.walk(scene.planner.stamp(targets));
            RevisionSet named = scene.graph.known(List.of());
            for (Target target : targets) {
                named = named.union(target instanceof Target.Heads ? scene.graph.heads() : scene.named(target));
            }
            RevisionSet related = named.ancestors().union(named.descendants());

            assertThat(end.intersection(related)).isEqualTo(named.ancestors());
            assertThat(end.minus(related)).isEqualTo(scene.applied.minus(related));
        });
    }

    @Test
    void aDowngradeToBaseRevertsAnUpgradeToTheHeads() {
        forMany(ROUNDS, (random, seed) -> {
            Scene scene = new Scene(random);
            RevisionSet up = scene.walk(scene.planner.upgrade(new Target.Heads()));

            assertThat(up).isEqualTo(scene.graph.all());
            assertThat(new Planner(scene.graph, scene.graph.ids(), up.ids())
                            .downgrade(new Target.Base())
                            .after())
                    .isEmpty();
        });
    }

    /** A random graph, what is applied of it, and a planner. */
    private static final class Scene {

        private final Random random;
        private final RevisionGraph graph;
        private final RevisionSet applied;
        private final List<String> order;
        private final Planner planner;

        Scene(Random random) {
            this.random = random;
            this.graph = RevisionGraph.of(RandomGraphs.revisions(random));
            this.applied = RandomGraphs.closed(graph, random);
            this.order = new ArrayList<>(applied.ids());
            Collections.shuffle(order, random);
            this.planner = new Planner(graph, graph.ids(), order);
        }

        Target any() {
            return graph.revisions().isEmpty() ? new Target.Base() : oneOf(graph.all());
        }

        Target anyApplied() {
            return oneOf(applied);
        }

        RevisionSet named(Target target) {
            return graph.known(List.of(target.toString()));
        }

        /** The revisions within this many steps down from the only current one, up to the first merge; empty if there are several. */
        List<Revision> wayDown(int steps) {
            List<Revision> way = new ArrayList<>();
            List<String> next = applied.maximal().ids();
            while (next.size() == 1 && way.size() < steps) {
                Revision here = graph.find(next.get(0)).orElseThrow();
                way.add(here);
                next = here.downRevisions();
            }
            return way;
        }

        /** Reverts, repeatedly, the maximal revision that was applied last. */
        List<String> lastApplied(int count) {
            List<String> last = new ArrayList<>();
            while (last.size() < count) {
                RevisionSet maximal = applied.minus(graph.known(last)).maximal();
                last.add(maximal.ids().stream()
                        .max(Comparator.comparing(order::indexOf))
                        .orElseThrow());
            }
            return last;
        }

        /** Executes the steps one by one; all ancestors of an applied revision are always applied. */
        RevisionSet walk(Plan plan) {
            assertThat(plan.before()).isEqualTo(applied.maximal().ids());
            RevisionSet now = applied;
            for (Step step : plan.steps()) {
                RevisionSet one = graph.known(List.of(step.revision().id()));
                assertThat(now.contains(step.revision().id())).isEqualTo(step.direction() == Direction.DOWN);
                now = step.direction() == Direction.UP ? now.union(one) : now.minus(one);
                assertThat(now.ancestors()).as("after %s of %s", step, plan).isEqualTo(now);
            }
            assertThat(plan.after()).isEqualTo(now.maximal().ids());
            return now;
        }

        private Target oneOf(RevisionSet set) {
            return new Target.Named(set.ids().get(random.nextInt(set.size())));
        }
    }
}
