// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.revision.fault.GraphFault;
import dev.migration.revision.fault.InvalidGraphException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A hundred thousand revisions need neither a deep stack nor much time. */
@Timeout(20)
class LargeGraphTests {

    private static final int SIZE = 100_000;

    @Test
    void aChainIsOrdered() {
        RevisionGraph graph = RevisionGraph.of(shuffled(chain()));

        assertThat(graph.revisions()).isEqualTo(chain());
    }

    @Test
    void aChainIsWalkedDownAndUp() {
        RevisionGraph graph = RevisionGraph.of(shuffled(chain()));

        assertThat(graph.heads().ancestors().size()).isEqualTo(SIZE);
        assertThat(graph.bases().descendants().size()).isEqualTo(SIZE);
        assertThat(graph.all().maximal().ids()).containsExactly("r99999");
    }

    @Test
    void aCycleOfAllRevisionsIsFound() {
        List<Revision> circle = new ArrayList<>(chain());
        circle.set(0, Revision.of("r0").revises("r99999"));

        assertThatExceptionOfType(InvalidGraphException.class)
                .isThrownBy(() -> RevisionGraph.of(circle))
                .satisfies(invalid -> assertThat(
                                ((GraphFault.Cycle) invalid.faults().get(0)).cycle())
                        .hasSize(SIZE));
    }

    @Test
    void aCycleBelowALongChainIsFound() {
        List<Revision> revisions = new ArrayList<>(chain());
        revisions.set(0, Revision.of("r0").revises("r1"));
        Collections.reverse(revisions);

        assertThatExceptionOfType(InvalidGraphException.class)
                .isThrownBy(() -> RevisionGraph.of(revisions))
                .satisfies(invalid ->
                        assertThat(invalid.faults()).containsExactly(new GraphFault.Cycle(List.of("r1", "r0"))));
    }

    private static List<Revision> chain() {
        return IntStream.range(0, SIZE)
                .mapToObj(index -> index == 0
                        ? Revision.of("r0")
                        : Revision.of("r" + index).revises("r" + (index - 1)))
                .toList();
    }

    private static List<Revision> shuffled(List<Revision> revisions) {
        List<Revision> shuffled = new ArrayList<>(revisions);
        Collections.shuffle(shuffled, new Random(7));
        return shuffled;
    }
}
