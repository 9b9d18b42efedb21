// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.AuthoringFault;

import static dev.migration.plan.PlanFixtures.refusal;
import static dev.migration.plan.PlanFixtures.to;
import static dev.migration.revision.GraphDrawing.graph;
import static org.assertj.core.api.Assertions.assertThat;

class RebaseTests {

    private final RevisionGraph graph = graph("a <- b <- c", "a <- mine1 <- mine2");

    @Test
    void theFirstRevisionGetsANewParentAndTheRestMovesWithIt() {
        Rebase rebase = Rebase.of(graph, to("mine1"), to("c"), Set.of("a", "b", "c"));

        assertThat(rebase.revision().downRevisions()).containsExactly("c");
        assertThat(rebase.moved()).extracting(Revision::id).containsExactly("mine1", "mine2");
    }

    @Test
    void headMeansTheHeadOfTheRevisionsThatStay() {
        assertThat(Rebase.of(graph, to("mine1"), to("head"), Set.of())
                        .revision()
                        .downRevisions())
                .containsExactly("c");
    }

    @Test
    void appliedRevisionsAreNotMoved() {
        assertThat(refusal(() -> Rebase.of(graph, to("mine1"), to("c"), Set.of("a", "mine1", "mine2"))))
                .isEqualTo(new AuthoringFault.AlreadyApplied(List.of("mine1", "mine2")));
    }

    @Test
    void aRevisionIsNotMovedOntoItsDescendants() {
        assertThat(refusal(() -> Rebase.of(graph, to("mine1"), to("mine2"), Set.of())))
                .isEqualTo(new AuthoringFault.OntoItself("mine1", "mine2"));
        assertThat(refusal(() -> Rebase.of(graph, to("b"), to("b"), Set.of())))
                .isInstanceOf(AuthoringFault.OntoItself.class);
        RevisionGraph depending = graph("a <- b", "x", "x depends b");
        assertThat(refusal(() -> Rebase.of(depending, to("b"), to("x"), Set.of())))
                .isInstanceOf(AuthoringFault.OntoItself.class);
    }

    @Test
    void aMergeKeepsTheParentsThatAreNotAncestorsOfTheTarget() {
        RevisionGraph merged = graph("a <- b <- c", "x <- m", "a,x <- m");

        assertThat(Rebase.of(merged, to("m"), to("c"), Set.of()).revision().downRevisions())
                .containsExactly("c", "x");
        assertThat(refusal(() -> Rebase.of(graph("a", "x", "z", "a,x <- m"), to("m"), to("z"), Set.of())))
                .isEqualTo(new AuthoringFault.NoParentToReplace("m", List.of("a", "x")));
    }
}
