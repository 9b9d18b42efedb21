// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.migration.boot.page.graph.GraphLayout.Line;
import dev.migration.boot.page.graph.GraphLayout.Place;
import dev.migration.boot.page.graph.GraphRows.Edge;
import dev.migration.boot.page.graph.GraphRows.Row;
import dev.migration.boot.status.KnownGraph;
import dev.migration.revision.Revision;

import static org.assertj.core.api.Assertions.assertThat;

class GraphLayoutTests {

    @Test
    void aSequenceOfRevisionsStaysInOneLane() {
        assertThat(lanes(row("c", "b"), row("b", "a"), row("a"))).containsExactly(0, 0, 0);
    }

    @Test
    void aMergeOpensALaneThatEndsAtTheBranchPoint() {
        List<Place> places = GraphLayout.of(List.of(row("m", "b", "c"), row("c", "a"), row("b", "a"), row("a")));

        assertThat(places).extracting(Place::lane).containsExactly(0, 1, 0, 0);
        assertThat(places.get(0).out()).containsExactly(line(0), line(1));
        assertThat(places.get(1).in()).containsExactly(line(1));
        assertThat(places.get(1).through()).containsExactly(line(0));
        assertThat(places.get(3).in()).containsExactly(line(0), line(1));
    }

    @Test
    void theTrunkKeepsTheLeftmostLaneWhateverIsNewer() {
        assertThat(lanes(row("x", "b"), row("d", "c"), row("y", "c"), row("c", "b"), row("b", "a"), row("a")))
                .containsExactly(1, 2, 0, 0, 0, 0);
        // The branch is the first down revision of the merge, and shorter than the trunk.
        assertThat(lanes(row("m", "x", "c"), row("x", "a"), row("c", "b"), row("b", "a"), row("a")))
                .containsExactly(0, 1, 0, 0, 0);
    }

    @Test
    void aDependencyNeitherMovesARevisionNorSharesALane() {
        List<Place> places = GraphLayout.of(
                List.of(new Row("r", node("r"), List.of(new Edge("b", true))), row("c", "b"), row("b", "a"), row("a")));

        assertThat(places).extracting(Place::lane).containsExactly(1, 0, 0, 0);
        assertThat(places.get(2).in()).containsExactly(line(0), new Line(1, true));
    }

    @Test
    void branchesFromOneRevisionShareALane() {
        assertThat(GraphLayout.of(List.of(row("x", "a"), row("y", "a"), row("b", "a"), row("a")))
                        .get(2)
                        .lanes())
                .isEqualTo(2);
    }

    @Test
    void twoBasesUseTwoLanes() {
        assertThat(lanes(row("x", "a"), row("y", "b"), row("b"), row("a"))).containsExactly(1, 0, 0, 1);
    }

    @Test
    void aFreeLaneIsUsedAgain() {
        assertThat(lanes(row("c", "b"), row("x"), row("y"), row("b", "a"), row("a")))
                .containsExactly(0, 1, 1, 0, 0);
    }

    @Test
    void aParentThatIsNotDrawnHasNoLine() {
        assertThat(GraphLayout.of(List.of(row("b", "a"))).get(0).out()).isEmpty();
    }

    private static List<Integer> lanes(Row... rows) {
        return GraphLayout.of(Arrays.asList(rows)).stream().map(Place::lane).toList();
    }

    private static Line line(int lane) {
        return new Line(lane, false);
    }

    private static Row row(String id, String... parents) {
        return new Row(
                id,
                node(id, parents),
                Stream.of(parents).map(parent -> new Edge(parent, false)).toList());
    }

    private static List<KnownGraph.Node> node(String id, String... parents) {
        return List.of(new KnownGraph.Node(
                Revision.of(id), Optional.empty(), List.of(parents), List.of(), Optional.empty(), false));
    }
}
