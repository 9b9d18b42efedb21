// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.migration.boot.page.GraphLayout.Line;
import dev.migration.boot.page.GraphLayout.Place;
import dev.migration.boot.page.GraphRows.Edge;
import dev.migration.boot.page.GraphRows.Row;
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

        assertThat(places).extracting(Place::lane).containsExactly(0, 1, 0, 1);
        assertThat(places.get(0).lines()).containsExactly(new Line(0, 2, false), new Line(1, 1, false));
        // The edge of b uses the lane that already leads to a.
        assertThat(places.get(2).lines()).containsExactly(new Line(1, 3, false));
    }

    @Test
    void twoBranchesUseTwoLanes() {
        assertThat(lanes(row("x", "a"), row("y", "b"), row("b"), row("a"))).containsExactly(0, 1, 1, 0);
    }

    @Test
    void aFreeLaneIsUsedAgain() {
        assertThat(lanes(row("x"), row("y"), row("z"))).containsExactly(0, 0, 0);
    }

    @Test
    void aParentThatIsNotDrawnHasNoLine() {
        assertThat(GraphLayout.of(List.of(row("b", "a"))).get(0).lines()).isEmpty();
    }

    private static List<Integer> lanes(Row... rows) {
        return GraphLayout.of(Arrays.asList(rows)).stream().map(Place::lane).toList();
    }

    private static Row row(String id, String... parents) {
        var node = new KnownGraph.Node(
                Revision.of(id), Optional.empty(), List.of(parents), List.of(), Optional.empty(), false);
        return new Row(
                id,
                List.of(node),
                Stream.of(parents).map(parent -> new Edge(parent, false)).toList());
    }
}
