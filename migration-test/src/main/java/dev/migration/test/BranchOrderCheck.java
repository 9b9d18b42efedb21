// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.migration.schema.replay.BranchProof;

import static org.assertj.core.api.Assertions.assertThat;

/** A test that the order in which two branches are applied does not matter. */
public interface BranchOrderCheck {

    @Test
    default void theOrderOfBranchesDoesNotMatter(Migrations migrations) {
        assertThat(migrations.compare(replay -> new BranchProof(replay).check()).stream()
                        .flatMap(pair -> pair.findings().stream()
                                .flatMap(
                                        finding -> Stream.of(pair.first() + " and " + pair.second() + ": " + finding))))
                .as("what depends on the order of branches")
                .isEmpty();
    }
}
