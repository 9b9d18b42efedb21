// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.migration.revision.fault.GraphFault;
import dev.migration.revision.fault.InvalidGraphException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;
import dev.migration.revision.target.TargetResolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** No traversal needs a deep stack: a chain of a hundred thousand revisions. */
class LongChainTests {

    private static final int LENGTH = 100_000;

    @Test
    void aChainIsWalkedInLoops() {
        RevisionGraph graph = RevisionGraph.of(chain());
        RevisionSet last = graph.heads();
        TargetResolver targets = new TargetResolver(graph, graph.all(), last.ancestors());

        assertThat(last.ancestors().size()).isEqualTo(LENGTH);
        assertThat(graph.bases().descendants().size()).isEqualTo(LENGTH);
        assertThat(targets.resolve(Target.parse("head-99999")).ids()).containsExactly("r0");
        assertThat(targets.resolve(Target.parse("base+100000"))).isEqualTo(last);
        assertThat(targets.resolveRange(TargetRange.parse("r1:")).revisions().size())
                .isEqualTo(LENGTH - 1);
    }

    @Test
    void aCycleIsReportedWithAllItsRevisions() {
        List<Revision> circle = chain();
        circle.set(0, Revision.of("r0").revises("r" + (LENGTH - 1)));

        InvalidGraphException invalid =
                catchThrowableOfType(InvalidGraphException.class, () -> RevisionGraph.of(circle));

        assertThat(invalid.faults())
                .singleElement()
                .isInstanceOfSatisfying(
                        GraphFault.Cycle.class,
                        cycle -> assertThat(cycle.cycle()).hasSize(LENGTH));
    }

    @Test
    void headsAreTrackedInLoops() {
        RevisionGraph graph = RevisionGraph.of(chain());
        HeadsTracker tracker = new HeadsTracker(graph, graph.heads());

        assertThat(tracker.revert(graph.heads().inOrder().get(0)).added()).isEmpty();
        assertThat(tracker.heads()).isEmpty();
    }

    private static List<Revision> chain() {
        List<Revision> chain = new ArrayList<>(List.of(Revision.of("r0")));
        for (int index = 1; index < LENGTH; index++) {
            chain.add(Revision.of("r" + index).revises("r" + (index - 1)));
        }
        return chain;
    }
}
