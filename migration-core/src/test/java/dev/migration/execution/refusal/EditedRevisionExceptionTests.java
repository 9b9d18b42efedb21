// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.migration.result.ScriptDifference;
import dev.migration.result.ScriptDifference.Section;
import dev.migration.result.StatementChange;

import static org.assertj.core.api.Assertions.assertThat;

class EditedRevisionExceptionTests {

    @Test
    void aThousandEditsMakeNoThousandPages() {
        List<StatementChange> changes =
                Collections.nCopies(100, new StatementChange(StatementChange.Kind.ADDED, 1, List.of("+ SELECT 1")));

        EditedRevisionException refusal = new EditedRevisionException(
                IntStream.range(0, 1_000)
                        .mapToObj(number -> new ScriptDifference("r" + number, "r.sql", Section.UPGRADE, changes))
                        .toList(),
                false);

        assertThat(refusal.problem().lines()).hasSizeLessThan(60);
        assertThat(refusal.problem()).contains("and 196 more lines").endsWith("… and 990 more scripts");
        assertThat(refusal.revisions()).hasSize(1_000);
        assertThat(refusal.differences().get(999).text().lines()).hasSize(200);
    }
}
