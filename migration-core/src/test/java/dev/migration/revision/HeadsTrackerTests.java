// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static dev.migration.revision.GraphDrawing.graph;
import static org.assertj.core.api.Assertions.assertThat;

class HeadsTrackerTests {

    @Test
    void aMergeReplacesItsParents() {
        RevisionGraph graph = graph("a <- b", "a <- c", "b,c <- m");
        HeadsTracker tracker = new HeadsTracker(graph, graph.known(List.of("a", "b", "c")));

        assertThat(tracker.apply(graph.find("m").orElseThrow()))
                .isEqualTo(new HeadsChange(List.of("b", "c"), List.of("m")));
        assertThat(tracker.revert(graph.find("m").orElseThrow()).added()).containsExactlyInAnyOrder("b", "c");
    }

    /** This includes applied revisions whose parents are not applied, as after a splice. */
    @Test
    void theHeadsAreTheMaximalAppliedRevisions() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            RevisionGraph graph = RevisionGraph.of(RandomGraphs.numbered(random, 12));
            List<String> applied = new ArrayList<>();
            HeadsTracker tracker = new HeadsTracker(graph, graph.none());
            for (int step = 0; step < 20; step++) {
                Revision revision =
                        graph.revisions().get(random.nextInt(graph.revisions().size()));
                if (applied.remove(revision.id())) {
                    tracker.revert(revision);
                } else {
                    applied.add(revision.id());
                    tracker.apply(revision);
                }
                assertThat(tracker.heads())
                        .as("seed %s", seed)
                        .isEqualTo(graph.known(applied).maximal().ids());
            }
        }
    }
}
