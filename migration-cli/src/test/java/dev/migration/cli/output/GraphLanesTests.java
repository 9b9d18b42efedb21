// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;

import static org.assertj.core.api.Assertions.assertThat;

class GraphLanesTests {

    @Test
    void aChainIsOneLane() {
        assertThat(draw("a", "b a")).containsExactly("*  b", "*  a");
    }

    @Test
    void branchesForkAndJoin() {
        assertThat(draw("a", "b a", "c a", "d b,c")).containsExactly("*  d", "|\\", "| *  c", "* |  b", "|/", "*  a");
    }

    @Test
    void twoHeadsShareABranchPoint() {
        assertThat(draw("a", "b a", "c a")).containsExactly("*  c", "| *  b", "|/", "*  a");
    }

    @Test
    void aDistantLaneCrossesTheOthers() {
        assertThat(draw("a", "b a", "c a", "d a")).containsExactly("*  d", "| *  c", "| | *  b", "|_|/", "|/", "*  a");
    }

    @Test
    void unrelatedChainsStaySeparate() {
        assertThat(draw("a", "b", "c a", "d b")).containsExactly("*  d", "| *  c", "* |  b", "  *  a");
    }

    @Test
    void parentsOutsideOfTheRangeAreNotDrawn() {
        List<Revision> chain = revisions("a", "b a", "c b");

        assertThat(GraphLanes.draw(chain.subList(0, 2), Revision::id)).containsExactly("*  c", "*  b");
    }

    private static List<String> draw(String... edges) {
        return GraphLanes.draw(revisions(edges), Revision::id);
    }

    /** Parses revisions of the form {@code id parent,parent}; returns them newest first, as the graph orders them. */
    private static List<Revision> revisions(String... edges) {
        List<Revision> given = Stream.of(edges)
                .map(edge -> edge.split(" "))
                .map(edge -> edge.length == 1
                        ? Revision.of(edge[0])
                        : Revision.of(edge[0]).revises(edge[1].split(",")))
                .toList();
        return RevisionGraph.of(given).all().inReverseOrder();
    }
}
