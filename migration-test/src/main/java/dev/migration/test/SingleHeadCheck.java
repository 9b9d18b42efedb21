// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import org.junit.jupiter.api.Test;

import dev.migration.revision.Revision;

import static org.assertj.core.api.Assertions.assertThat;

/** A test that two branches were merged. */
public interface SingleHeadCheck {

    @Test
    default void theRevisionsHaveOneHead(Migrations migrations) {
        assertThat(migrations.revisions().graph().realHeads().inOrder().stream().map(Revision::id))
                .as("the heads; 'migration merge heads -m \"…\"' joins them")
                .hasSizeLessThanOrEqualTo(1);
    }
}
