// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.List;

import org.junit.jupiter.api.Test;

import static dev.migration.revision.GraphDrawing.graph;
import static org.assertj.core.api.Assertions.assertThat;

class RevisionSetTests {

    private final RevisionGraph graph = graph("a <- b", "b <- c1", "b <- c2", "c1,c2 <- m", "x <- y", "y depends c1");

    @Test
    void ancestorsIncludeTheRevisionsThemselves() {
        assertThat(set("m").ancestors()).isEqualTo(set("a", "b", "c1", "c2", "m"));
    }

    @Test
    void dependenciesAreAncestors() {
        assertThat(set("y").ancestors()).isEqualTo(set("a", "b", "c1", "x", "y"));
    }

    @Test
    void descendantsIncludeTheRevisionsThemselves() {
        assertThat(set("c2").descendants()).isEqualTo(set("c2", "m"));
    }

    @Test
    void aDependentRevisionIsADescendant() {
        assertThat(set("b").descendants()).isEqualTo(set("b", "c1", "c2", "m", "y"));
    }

    @Test
    void maximalRevisionsHaveNoDescendantInTheSet() {
        assertThat(set("a", "b", "c1", "c2", "x").maximal()).isEqualTo(set("c1", "c2", "x"));
    }

    @Test
    void aRevisionThatAnotherDependsOnIsNotMaximal() {
        assertThat(set("a", "b", "c1", "x", "y").maximal()).isEqualTo(set("y"));
    }

    @Test
    void maximalIsDecidedAcrossRevisionsOutsideTheSet() {
        assertThat(set("a", "m").maximal()).isEqualTo(set("m"));
    }

    @Test
    void theEmptySetHasNoAncestors() {
        assertThat(set().ancestors())
                .isEqualTo(set().descendants())
                .isEqualTo(set().maximal())
                .isEqualTo(set());
    }

    @Test
    void setsHaveUnionIntersectionAndDifference() {
        assertThat(set("a", "b").union(set("b", "x"))).isEqualTo(set("a", "b", "x"));
        assertThat(set("a", "b").minus(set("b", "x"))).isEqualTo(set("a"));
        assertThat(set("a", "b").intersection(set("b", "x"))).isEqualTo(set("b"));
    }

    @Test
    void aSetIsNeverChanged() {
        RevisionSet set = set("b");
        set.union(set("a"));
        set.minus(set("b"));
        set.intersection(set("x"));
        set.ancestors();
        set.descendants();
        set.maximal();

        assertThat(set.ids()).containsExactly("b");
    }

    @Test
    void revisionsComeInOrderOrInReverse() {
        assertThat(set("m", "a", "c2", "b").ids()).containsExactly("a", "b", "c2", "m");
        assertThat(set("m", "a", "c2", "b").inReverseOrder())
                .extracting(Revision::id)
                .containsExactly("m", "c2", "b", "a");
    }

    @Test
    void aSetReportsItsElements() {
        assertThat(set("a", "b").contains("a")).isTrue();
        assertThat(set("a", "b").contains("x")).isFalse();
        assertThat(set("a", "b").contains("unknown")).isFalse();
        assertThat(set("a", "b").size()).isEqualTo(2);
        assertThat(set("a").isEmpty()).isFalse();
        assertThat(set().isEmpty()).isTrue();
    }

    @Test
    void setsOfTheSameRevisionsAreEqual() {
        assertThat(set("b", "a"))
                .isEqualTo(set("a", "b"))
                .hasSameHashCodeAs(set("a", "b"))
                .isNotEqualTo(set("a"));
    }

    @Test
    void setsOfTwoGraphsAreNotEqual() {
        assertThat(graph("a").all()).isNotEqualTo(graph("a").all());
    }

    @Test
    void aSetIsWrittenAsItsIds() {
        assertThat(set("b", "a")).hasToString("[a, b]");
    }

    private RevisionSet set(String... ids) {
        return graph.known(List.of(ids));
    }
}
