// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SqlStatementTests {

    @Test
    void aSummaryIsOneLine() {
        assertThat(new SqlStatement("SELECT 1,\r\n\t 2", Position.START, false).summary())
                .isEqualTo("SELECT 1, 2");
    }

    @Test
    void aShortStatementIsItsOwnSummary() {
        String text = "SELECT " + "1".repeat(53);

        assertThat(new SqlStatement(text, Position.START, false).summary()).isEqualTo(text);
    }

    @Test
    void aSummaryIsShort() {
        String summary = new SqlStatement("SELECT " + "1, ".repeat(100) + "2", Position.START, false).summary();

        assertThat(summary).hasSize(60).startsWith("SELECT 1, 1, ").endsWith("…");
    }
}
