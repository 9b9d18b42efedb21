// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.List;

import org.junit.jupiter.api.Test;

import static dev.migration.revision.GraphDrawing.graph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RevisionGraphTests {

    private final RevisionGraph graph =
            graph("a <- b", "b <- c1", "b <- c2", "c1,c2 <- m", "x <- y", "y depends c1", "x labels billing,money");

    @Test
    void nothingRevisesAHead() {
        assertThat(graph.heads().ids()).containsExactly("m", "y");
    }

    @Test
    void aRevisionThatOthersOnlyDependOnIsAHead() {
        assertThat(graph("a <- b", "x", "x depends b").heads().ids()).containsExactly("b", "x");
    }

    @Test
    void aBaseRevisesNothing() {
        assertThat(graph.bases().ids()).containsExactly("a", "x");
    }

    @Test
    void aRevisionThatOnlyDependsOnOthersIsABase() {
        assertThat(graph("a", "x depends a").bases().ids()).containsExactly("a", "x");
    }

    @Test
    void parentsComeFirst() {
        assertThat(ids(graph("z <- y <- x", "a depends x"))).containsExactly("z", "y", "x", "a");
    }

    @Test
    void amongIndependentRevisionsTheOlderComesFirst() {
        assertThat(ids(graph("a created 3", "b created 1", "c created 2"))).containsExactly("b", "c", "a");
    }

    @Test
    void amongRevisionsOfOneAgeTheSmallerIdComesFirst() {
        assertThat(ids(graph("b created 1", "c created 1", "a created 1"))).containsExactly("a", "b", "c");
    }

    @Test
    void aRevisionWithoutAgeComesBeforeThoseWithOne() {
        assertThat(ids(graph("a created 1", "b"))).containsExactly("b", "a");
    }

    @Test
    void aParentComesFirstEvenIfItIsYounger() {
        assertThat(ids(graph("old created 1", "young <- old", "young created 9", "other created 5")))
                .containsExactly("other", "young", "old");
    }

    @Test
    void aRevisionIsFoundByItsExactId() {
        assertThat(graph.find("c1")).get().extracting(Revision::id).isEqualTo("c1");
        assertThat(graph.find("c")).isEmpty();
    }

    @Test
    void aRevisionIsFoundByEachOfItsLabels() {
        assertThat(graph.findLabel("billing")).get().extracting(Revision::id).isEqualTo("x");
        assertThat(graph.findLabel("money")).get().extracting(Revision::id).isEqualTo("x");
    }

    @Test
    void anIdIsNoLabel() {
        assertThat(graph.findLabel("x")).isEmpty();
    }

    @Test
    void childrenReviseARevisionOfTheSet() {
        assertThat(graph.childrenOf(graph.known(List.of("a", "c1"))).ids()).containsExactly("b", "m");
    }

    @Test
    void aDependentRevisionIsNotAChild() {
        assertThat(graph("a", "b depends a").childrenOf(graph("a").bases()).ids())
                .isEmpty();
    }

    @Test
    void downRevisionsAreOneStepDown() {
        assertThat(graph.downRevisionsOf(graph.known(List.of("m", "y"))).ids()).containsExactly("c1", "c2", "x");
    }

    @Test
    void parentsAreDownRevisionsAndThenDependencies() {
        assertThat(graph("a", "b", "c <- d", "d depends b,a").parentsOf("d")).containsExactly("c", "b", "a");
    }

    @Test
    void theFirstRevisionHasNoParents() {
        assertThat(graph.parentsOf("a")).isEmpty();
    }

    @Test
    void aDependencyOnALabelIsOneOnItsRevision() {
        assertThat(graph("x labels billing", "y depends billing").parentsOf("y"))
                .containsExactly("x");
    }

    @Test
    void aParentThatIsNamedTwiceCountsOnce() {
        assertThat(graph("a labels l", "a,a <- b", "b depends a,l").parentsOf("b"))
                .containsExactly("a");
    }

    @Test
    void onlyRevisionsOfTheGraphHaveParents() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.parentsOf("z"))
                .withMessageContaining("'z'");
    }

    @Test
    void idsThatAreNotInTheGraphAreIgnored() {
        assertThat(graph.known(List.of("z", "b", "a", "b")).ids()).containsExactly("a", "b");
    }

    @Test
    void allContainsEveryRevision() {
        assertThat(graph.all().ids())
                .isEqualTo(ids(graph))
                .containsExactlyInAnyOrderElementsOf(graph.ids())
                .hasSize(7);
    }

    @Test
    void aGraphMayBeEmpty() {
        RevisionGraph empty = graph();

        assertThat(empty.revisions()).isEmpty();
        assertThat(empty.heads().ancestors().isEmpty()).isTrue();
    }

    private static List<String> ids(RevisionGraph graph) {
        return graph.revisions().stream().map(Revision::id).toList();
    }
}
