// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureDetailTests {

    private static final String REPORT = """
            The upgrade of revision b2 (db/b2.sql) failed. It was rolled back: the database is as it was before this revision.
              db/b2.sql:9:12  ERROR: first line
            second line (SQLSTATE 22012)
                SELECT 1 / 0
                         ^
              Hint: none""";

    @Test
    void aReportHasItsPartsAsFields() {
        FailureDetail detail = detail("FAILED", REPORT).orElseThrow();

        assertThat(detail.problem())
                .hasValue("The upgrade of revision b2 (db/b2.sql) failed. It was rolled back: the database is as it was"
                        + " before this revision.");
        assertThat(detail.cause()).isEqualTo("ERROR: first line\nsecond line (SQLSTATE 22012)");
        assertThat(detail.context()).isEqualTo("    SELECT 1 / 0\n             ^\n  Hint: none");
        assertThat(detail.file()).hasValue("db/b2.sql");
        assertThat(detail.line()).hasValue(9);
        assertThat(detail.column()).hasValue(12);
        assertThat(detail.sqlState()).hasValue("22012");
    }

    @Test
    void aJavaRevisionHasAClassAndNoLine() {
        FailureDetail detail = detail(
                        "FAILED",
                        "The upgrade of revision b2 (shop.Convert) failed. It was rolled back.\n"
                                + "  shop.Convert  java.lang.IllegalStateException: no rate for EUR:GBP")
                .orElseThrow();

        assertThat(detail.file()).hasValue("shop.Convert");
        assertThat(detail.line()).isEmpty();
        assertThat(detail.column()).isEmpty();
        assertThat(detail.sqlState()).isEmpty();
        assertThat(detail.cause()).isEqualTo("java.lang.IllegalStateException: no rate for EUR:GBP");
        assertThat(detail.context()).isEmpty();
    }

    @Test
    void aFileWithSpacesAndColonsIsTheWholeFile() {
        FailureDetail detail = detail("FAILED", "It failed.\n  C:/my scripts/b 2.sql:1:1  ERROR: no (SQLSTATE 42601)")
                .orElseThrow();

        assertThat(detail.file()).hasValue("C:/my scripts/b 2.sql");
        assertThat(detail.line()).hasValue(1);
    }

    @Test
    void anotherTextIsTheCause() {
        FailureDetail detail = detail("RETRY", "canceling statement due to lock timeout (SQLSTATE 55P03)\nmore")
                .orElseThrow();

        assertThat(detail.problem()).isEmpty();
        assertThat(detail.file()).isEmpty();
        assertThat(detail.cause()).isEqualTo("canceling statement due to lock timeout (SQLSTATE 55P03)");
        assertThat(detail.context()).isEqualTo("more");
        assertThat(detail.sqlState()).hasValue("55P03");
        assertThat(detail("FAILED", "").orElseThrow().cause()).isEmpty();
    }

    @Test
    void aNoteIsNoFailure() {
        assertThat(detail("APPLIED", "a note")).isEmpty();
    }

    private static Optional<FailureDetail> detail(String outcome, String text) {
        return new HistoryEntry(
                        Instant.EPOCH,
                        "UPGRADE",
                        "b2",
                        outcome,
                        Optional.of(text),
                        Duration.ZERO,
                        new AppliedBy("me", "here", "shop", "1"))
                .failure();
    }
}
