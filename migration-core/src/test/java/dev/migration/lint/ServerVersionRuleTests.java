// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.lint.check.Checker;
import dev.migration.lint.check.RuleBook;
import dev.migration.lint.check.TableSizes;
import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;
import dev.migration.trace.StatementTrace;
import dev.migration.trace.TracedStatement;

import static org.assertj.core.api.Assertions.assertThat;

/** A rule about versions that the tests have no server of. */
class ServerVersionRuleTests {

    @ParameterizedTest
    @CsvSource({
        "140000, CREATE INDEX CONCURRENTLY i ON t (a), true",
        "140003, REINDEX INDEX CONCURRENTLY i, true",
        "140003, DROP INDEX CONCURRENTLY i, false",
        "140004, CREATE INDEX CONCURRENTLY i ON t (a), false",
        "130010, CREATE INDEX CONCURRENTLY i ON t (a), false"
    })
    void versionsThatBuildBrokenIndexes(int version, String sql, boolean found) {
        StatementTrace trace = new StatementTrace(
                new TracedStatement("a", "a.sql", new SqlStatement(sql, Position.START, false)),
                0,
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                List.of(),
                List.of(),
                new StatementTrace.SessionValues(0, version));

        List<Finding> findings = new Checker(new RuleBook(Map.of()), TableSizes.UNKNOWN).check(List.of(trace));

        assertThat(findings.stream().anyMatch(finding -> finding.rule().equals("index-corruption-bug")))
                .isEqualTo(found);
    }
}
