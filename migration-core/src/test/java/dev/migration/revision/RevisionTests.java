// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RevisionTests {

    @Test
    void isBuiltStepByStep() {
        assertThat(Revision.of("a")
                        .revises("b", "c")
                        .dependsOn("d")
                        .branch("e")
                        .created(Instant.EPOCH)
                        .message("f"))
                .isEqualTo(new Revision(
                        "a",
                        List.of("b", "c"),
                        List.of("d"),
                        List.of("e"),
                        List.of(),
                        Optional.of(Instant.EPOCH),
                        "f"));
    }

    @Test
    void withoutDownRevisionsItIsABase() {
        assertThat(Revision.of("a").isBase()).isTrue();
        assertThat(Revision.of("a").revises("b").isBase()).isFalse();
    }

    @Test
    void withSeveralDownRevisionsItIsAMerge() {
        assertThat(Revision.of("a").revises("b", "c").isMerge()).isTrue();
        assertThat(Revision.of("a").revises("b").isMerge()).isFalse();
    }

    @Test
    void keepsItsOwnLists() {
        List<String> names = new ArrayList<>(List.of("b"));
        Revision revision = new Revision("a", names, names, names, names, Optional.empty(), "");
        names.add("c");

        assertThat(revision.downRevisions()).containsExactly("b");
        assertThat(revision.dependsOn()).containsExactly("b");
        assertThat(revision.branchLabels()).containsExactly("b");
        assertThat(revision.replaces()).containsExactly("b");
    }
}
