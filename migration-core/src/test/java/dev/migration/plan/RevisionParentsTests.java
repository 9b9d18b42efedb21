// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.AuthoringFault;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.target.TargetResolver;

import static dev.migration.plan.PlanFixtures.all;
import static dev.migration.plan.PlanFixtures.refusal;
import static dev.migration.plan.PlanFixtures.to;
import static dev.migration.revision.GraphDrawing.graph;
import static org.assertj.core.api.Assertions.assertThat;

class RevisionParentsTests {

    private final RevisionGraph graph = graph("root <- bill1 <- bill2", "root <- mail1", "bill1 labels billing");

    @Test
    void aNewRevisionRevisesTheNamedHead() {
        assertThat(parents(NewRevision.on(to("billing@head"))))
                .isEqualTo(new RevisionParents(List.of("bill2"), List.of()));
        assertThat(parents(NewRevision.on(to("base")))).isEqualTo(new RevisionParents(List.of(), List.of()));
        assertThat(refusal(() -> parents(NewRevision.on(to("head")))))
                .isInstanceOf(ResolutionFault.MultipleHeads.class);
    }

    @Test
    void onlyASpliceRevisesARevisionThatIsNoHead() {
        assertThat(refusal(() -> parents(NewRevision.on(to("bill1")))))
                .isEqualTo(new AuthoringFault.NotAHead("bill1", List.of("bill2")));
        assertThat(parents(NewRevision.on(to("bill1")).splicing(true)).downRevisions())
                .containsExactly("bill1");
    }

    @Test
    void aMergeRevisesSeveralHeadsOnceEach() {
        assertThat(parents(NewRevision.on(to("heads"))).downRevisions()).containsExactly("bill2", "mail1");
        assertThat(parents(NewRevision.on(to("mail1"), to("bill2"))).downRevisions())
                .containsExactly("mail1", "bill2");
        assertThat(refusal(() -> parents(NewRevision.on(to("mail1"), to("mail1")))))
                .isEqualTo(new AuthoringFault.DuplicateHeads(List.of("mail1")));
    }

    @Test
    void aDependencyOnALabelStaysALabel() {
        NewRevision revision = NewRevision.on(to("mail1")).dependingOn(all("billing", "bill2", "roo"));

        assertThat(parents(revision).dependsOn()).containsExactly("billing", "bill2", "root");
    }

    @Test
    void aLabelIsUsedOnce() {
        assertThat(refusal(() -> parents(NewRevision.on(to("mail1")).labelled("billing"))))
                .isInstanceOf(AuthoringFault.UnusableLabel.class);
        assertThat(refusal(() -> parents(NewRevision.on(to("mail1")).labelled("head"))))
                .isInstanceOf(AuthoringFault.UnusableLabel.class);
        assertThat(parents(NewRevision.on(to("mail1")).labelled("mailing")).downRevisions())
                .containsExactly("mail1");
    }

    private RevisionParents parents(NewRevision revision) {
        return RevisionParents.of(graph, TargetResolver.of(graph), revision);
    }
}
