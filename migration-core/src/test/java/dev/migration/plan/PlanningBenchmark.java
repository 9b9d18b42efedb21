// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;

/**
 * Prints the time to load, validate and plan graphs with branches, merges and dependencies, from 1,000 to 100,000
 * revisions. The best of several rounds, in milliseconds:
 *
 * <pre>
 * mvn -q -pl migration-core -am test-compile
 * java -cp migration-core/target/test-classes:migration-core/target/classes dev.migration.plan.PlanningBenchmark
 * </pre>
 */
final class PlanningBenchmark {

    private static final int[] SIZES = {1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000};
    private static final int ROUNDS = 7;

    private PlanningBenchmark() {}

    public static void main(String[] arguments) {
        System.out.printf(
                "%10s %10s %10s %10s %10s %10s %14s%n",
                "revisions", "load", "upgrade", "downgrade", "-N", "history", "sum/1,000 rev.");
        for (int size : SIZES) {
            print(size);
        }
    }

    private static void print(int size) {
        List<Revision> revisions = revisions(size);
        double[] best = new double[5];
        for (int round = 0; round < ROUNDS; round++) {
            double[] times = round(revisions);
            for (int part = 0; part < times.length; part++) {
                best[part] = round == 0 ? times[part] : Math.min(best[part], times[part]);
            }
        }
        double sum = best[0] + best[1] + best[2] + best[3] + best[4];
        System.out.printf(
                "%10d %10.1f %10.1f %10.1f %10.1f %10.1f %14.2f%n",
                size, best[0], best[1], best[2], best[3], best[4], sum * 1_000 / size);
    }

    private static double[] round(List<Revision> revisions) {
        long start = System.nanoTime();
        RevisionGraph graph = RevisionGraph.of(revisions);
        long loaded = System.nanoTime();
        Set<String> ids = graph.ids();
        Plan up = new Planner(graph, ids, List.of()).upgrade(new Target.Heads());
        long upgraded = System.nanoTime();
        List<String> applied =
                up.steps().stream().map(step -> step.revision().id()).toList();
        Planner planner = new Planner(graph, ids, applied);
        Plan down = planner.downgrade(new Target.Base());
        long downgraded = System.nanoTime();
        Plan undone = planner.downgrade(new Target.Relative(-revisions.size() / 2));
        long undid = System.nanoTime();
        int shown = planner.history(TargetRange.ALL).size();
        long end = System.nanoTime();
        require(up.steps().size() == down.steps().size() && shown == up.steps().size() && !undone.isEmpty());
        return new double[] {
            millis(start, loaded),
            millis(loaded, upgraded),
            millis(upgraded, downgraded),
            millis(downgraded, undid),
            millis(undid, end)
        };
    }

    /** Ten branches at a time; one revision in eight merges two of them, one in eight depends on another branch. */
    private static List<Revision> revisions(int size) {
        Random random = new Random(size);
        List<Revision> revisions = new ArrayList<>(List.of(Revision.of("r0")));
        for (int index = 1; index < size; index++) {
            String[] parents = {"r" + Math.max(0, index - 1 - random.nextInt(10))};
            String other = "r" + Math.max(0, index - 1 - random.nextInt(20));
            Revision revision = Revision.of("r" + index).revises(parents);
            revisions.add(
                    switch (random.nextInt(8)) {
                        case 0 -> revision.revises(parents[0], other);
                        case 1 -> revision.dependsOn(other);
                        default -> revision;
                    });
        }
        return revisions;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("The plans do not fit each other");
        }
    }

    private static double millis(long start, long end) {
        return (end - start) / 1e6;
    }
}
