// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.target;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.TargetFault;
import dev.migration.revision.fault.WalkFault;

import static dev.migration.revision.GraphDrawing.graph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class TargetResolverTests {

    private final RevisionGraph graph = graph(
            "root <- bill1 <- bill2 <- bill3",
            "root <- mail1 <- mail2",
            "bill1 labels billing",
            "mail1 labels mailing",
            "mail2 depends bill2");

    private final TargetResolver targets =
            new TargetResolver(graph, graph.all(), graph.known(List.of("bill1")).ancestors());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bill2          | bill2
            billing        | bill1
            bill3@base     | -
            base           | -
            heads          | bill3 mail2
            billing@head   | bill3
            root@heads     | bill3 mail2
            mail1@mail2    | mail2
            billing@root   | root
            mailin         | mail1
            current        | bill1
            +1             | bill2
            +2             | bill3
            mailing@+1     | mail1
            mailing@+2     | mail2
            bill3-1        | bill2
            billing@head-2 | bill1
            base+1         | root
            root-1         | -
            billing@root+1 | bill1
            -1             | bill2 mail1
            mailing@-1     | mail1
            """)
    void aTargetMeansRevisions(String target, String expected) {
        assertThat(String.join(" ", targets.resolve(Target.parse(target)).ids()))
                .isEqualTo(expected.equals("-") ? "" : expected);
    }

    @Test
    void anUnknownNameIsReportedWithSimilarNames() {
        assertThat(fault("bill9")).isEqualTo(new ResolutionFault.NotFound("bill9", List.of("bill1", "bill2", "bill3")));
        assertThat(fault("zzzzzz")).isEqualTo(new ResolutionFault.NotFound("zzzzzz", List.of()));
    }

    @Test
    void anAmbiguousPrefixIsReportedWithItsCandidates() {
        assertThat(fault("mail")).isEqualTo(new ResolutionFault.AmbiguousPrefix("mail", List.of("mail1", "mail2")));
    }

    @Test
    void severalHeadsAreReportedWithAMergeCommand() {
        assertThat(fault("head")).isEqualTo(new ResolutionFault.MultipleHeads("head", List.of("bill3", "mail2")));
        assertThat(fault("head").remedy()).contains("merge -m \"merge\" bill3 mail2");
    }

    @Test
    void aBranchMustExistAndContainTheRevision() {
        assertThat(fault("bilking@head")).isEqualTo(new ResolutionFault.NoSuchBranch("bilking", List.of("billing")));
        assertThat(fault("billing@mail2")).isEqualTo(new ResolutionFault.NotInBranch("billing", "mail2"));
    }

    @Test
    void aWalkUpIsAmbiguousWhereSeveralRevisionsFollow() {
        assertThat(fault("root+1")).isEqualTo(new WalkFault.AmbiguousWalk("root+1", List.of("bill1", "mail1")));
        assertThat(fault("bill3+1")).isEqualTo(new WalkFault.WalkedTooFar("bill3+1", 0));
        assertThat(fault("root-2")).isEqualTo(new WalkFault.WalkedTooFar("root-2", 1));
    }

    @Test
    void aWalkDownIsAmbiguousAtAMergeOnEveryBranch() {
        TargetResolver merged = TargetResolver.of(graph("a <- b1 <- m", "a <- b2", "b1,b2 <- m"));

        for (String target : new String[] {"m-1", "b1@m-1"}) {
            assertThat(catchThrowableOfType(TargetException.class, () -> merged.resolve(Target.parse(target)))
                            .fault())
                    .isEqualTo(new WalkFault.AmbiguousMerge(target, List.of("b1", "b2")));
        }
        assertThat(merged.resolve(Target.parse("b1-1")).ids()).containsExactly("a");
    }

    @Test
    void anAmbiguousWalkListsEachChoiceAsItCanBeTyped() {
        assertThat(fault("root+1").remedy()).contains("'bill1@root+1', 'mail1@root+1'");
        assertThat(targets.resolve(Target.parse("bill1@root+1")).ids()).containsExactly("bill1");
        assertThat(targets.resolve(Target.parse("mail1@root+1")).ids()).containsExactly("mail1");
    }

    @Test
    void theRemedyForSeveralHeadsDoesNotSuggestHeads() {
        TargetFault several = catchThrowableOfType(
                        TargetException.class, () -> targets.resolveOne(Target.parse("heads")))
                .fault();

        assertThat(several).isEqualTo(new ResolutionFault.MultipleHeads("heads", List.of("bill3", "mail2")));
        assertThat(several.remedy()).contains("'branch@head'").doesNotContain("'heads'");
    }

    @Test
    void aPrefixMeansTheRevisionOnTheBranch() {
        RevisionGraph clash = graph("x000 <- abcd1", "y000 <- abcd2", "x000 labels exes");

        assertThat(TargetResolver.of(clash).resolve(Target.parse("exes@abcd")).ids())
                .containsExactly("abcd1");
    }

    @Test
    void everyFaultHasARemedy() {
        for (String target :
                new String[] {"zz", "mail", "head", "bilking@head", "billing@mail2", "root+1", "bill3+1"}) {
            assertThat(fault(target).problem()).endsWith(".");
            assertThat(fault(target).remedy()).isNotBlank();
        }
    }

    private TargetFault fault(String target) {
        return catchThrowableOfType(TargetException.class, () -> targets.resolve(Target.parse(target)))
                .fault();
    }
}
