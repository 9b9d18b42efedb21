// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.function.Consumer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.migration.execution.failure.RevisionFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A unique index that is half-way because of duplicates: each remedy works when it is followed to the letter. */
class HalfwayIndexAdviceTests extends MigratorTestBase {

    private static final String INDEX = "CREATE UNIQUE INDEX CONCURRENTLY ix ON t (x);";
    private static final String MEND =
            "DELETE FROM t one USING t other WHERE one.ctid < other.ctid AND one.x = other.x";

    @BeforeEach
    void insertDuplicates() {
        sql("CREATE TABLE t (x int)");
        sql("INSERT INTO t VALUES (1), (1)");
    }

    @Test
    void whenNoSegmentIsDoneAnEarlierStatementMendsTheData() {
        revisions.irreversible("a", "", INDEX);
        fails(remedy -> assertThat(remedy).contains("Correct them in an earlier statement of the same revision"));

        revisions.irreversible("a", "", MEND + ";\n" + INDEX);
        migrator().upgrade("heads");

        assertThat(text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void whenASegmentIsDoneTheDataAreMendedByHand() {
        revisions.irreversible("a", "", "CREATE TABLE done (x int);\n" + INDEX);
        fails(remedy -> assertThat(remedy).contains("by hand, for example with psql", "must stay as it is"));

        sql(MEND);
        migrator().upgrade("heads");

        assertThat(tables()).containsExactly("done", "t");
        assertThat(text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void whenItIsResolvedAsRolledBackTheTextMayChange() {
        revisions.irreversible("a", "", "CREATE TABLE done (x int);\n" + INDEX);
        fails(remedy -> assertThat(remedy).isNotEmpty());
        sql("DROP TABLE done");

        migrator().resolve("a", Resolution.ROLLED_BACK);
        revisions.irreversible("a", "", "CREATE TABLE done (x int);\n" + MEND + ";\n" + INDEX);
        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a");
    }

    /** No remedy speaks Java. */
    private void fails(Consumer<String> check) {
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(failure -> {
                    check.accept(failure.remedy());
                    assertThat(failure.getMessage()).doesNotContain("migrator.", "Migrator.", "()");
                });
    }
}
