// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.difference;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.result.ScriptDifference;
import dev.migration.result.ScriptDifference.Section;
import dev.migration.result.StatementChange;
import dev.migration.result.StatementChange.Kind;
import dev.migration.sql.Position;

import static org.assertj.core.api.Assertions.assertThat;

class ScriptComparisonTests {

    private static final String SCRIPT =
            "CREATE TABLE a (\n  id int,\n  note text\n);\nINSERT INTO a VALUES (1, 'one  two');\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (id int, note text); INSERT INTO a VALUES (1, 'one  two');",
                "CREATE TABLE a (\r\n  id int,\r\n  note text\r\n);\r\nINSERT INTO a VALUES (1, 'one  two');\r\n",
                "-- a table\nCREATE /* so */ TABLE a (\n\tid int, -- key\n\tnote text\n);\n\n\nINSERT INTO a\nVALUES (1, 'one  two') ;\n"
            })
    void whatTheServerDoesNotSeeIsNoChange(String same) {
        assertThat(ScriptComparison.of(SCRIPT, same, Position.START)).isEmpty();
    }

    @Test
    void whiteSpaceInALiteralIsAChange() {
        assertThat(ScriptComparison.of(SCRIPT, SCRIPT.replace("one  two", "one two"), Position.START))
                .containsExactly(new StatementChange(
                        Kind.CHANGED,
                        5,
                        List.of("- INSERT INTO a VALUES (1, 'one  two')", "+ INSERT INTO a VALUES (1, 'one two')")));
    }

    @Test
    void indentationInAFunctionBodyIsAChangeAndItsLineEndsAreNot() {
        String body = "DO $$\nBEGIN\n  PERFORM 1;\nEND\n$$;";

        assertThat(ScriptComparison.of(body, body.replace("\n", "\r\n"), Position.START))
                .isEmpty();
        assertThat(ScriptComparison.of(body, body.replace("  PERFORM", "\tPERFORM"), Position.START))
                .containsExactly(new StatementChange(
                        Kind.CHANGED,
                        1,
                        List.of("  DO $$", "  BEGIN", "-   PERFORM 1;", "+ \tPERFORM 1;", "  END", "  $$")));
    }

    @Test
    void everyDifferenceIsFoundWithItsLine() {
        String then = "SELECT 1;\nSELECT 2;\nSELECT 3;\nSELECT 4;\nSELECT 5;";
        String now = "SELECT 1;\nSELECT 22;\nSELECT 3;\nSELECT 5;\nSELECT 6;\n";

        assertThat(ScriptComparison.of(then, now, new Position(0, 10, 1)))
                .containsExactly(
                        new StatementChange(Kind.CHANGED, 11, List.of("- SELECT 2", "+ SELECT 22")),
                        new StatementChange(Kind.GONE, 13, List.of("- SELECT 4")),
                        new StatementChange(Kind.ADDED, 14, List.of("+ SELECT 6")));
    }

    @Test
    void aLongStatementShowsTheLinesAroundTheChange() {
        String then = IntStream.range(0, 20)
                .mapToObj(number -> "  c" + number + " int")
                .collect(Collectors.joining(",\n"));

        StatementChange change = ScriptComparison.of(
                        "CREATE TABLE a (\n" + then + "\n);",
                        "CREATE TABLE a (\n" + then.replace("c9 int", "c9 bigint") + "\n);",
                        Position.START)
                .get(0);

        assertThat(change.lines())
                .containsExactly(
                        "  …",
                        "    c7 int,",
                        "    c8 int,",
                        "-   c9 int,",
                        "+   c9 bigint,",
                        "    c10 int,",
                        "    c11 int,");
    }

    @Test
    void theDataOfACopyArePartOfItsStatement() {
        String then = "COPY a FROM STDIN;\n1\tone\n2\ttwo\n\\.\nSELECT 1;\n";

        assertThat(ScriptComparison.of(then, then.replace("\n", "\r\n"), Position.START))
                .isEmpty();
        assertThat(ScriptComparison.of(then, then.replace("two", "zwei"), Position.START))
                .containsExactly(new StatementChange(
                        Kind.CHANGED, 1, List.of("  COPY a FROM STDIN", "  1\tone", "- 2\ttwo", "+ 2\tzwei")));
    }

    @Test
    void aHundredThousandStatementsAreCompared() {
        String then = inserts(100_000, 0);
        String now = inserts(100_000, 1);

        assertThat(ScriptComparison.of(then, now, Position.START)).hasSize(2);
        assertThat(ScriptComparison.of(then, "SELECT 0;", Position.START)).hasSize(100_000);
    }

    @Test
    void shortTextContainsTheNumberOfFurtherLines() {
        ScriptDifference difference = new ScriptDifference(
                "a", "a.sql", Section.UPGRADE, ScriptComparison.of(inserts(50, 0), "", Position.START));

        assertThat(difference.text(3).lines())
                .containsExactly(
                        "  a.sql (after the last statement)  gone",
                        "    - INSERT INTO t VALUES (0)",
                        "  a.sql (after the last statement)  gone",
                        "    … and 97 more lines");
        assertThat(difference.text().lines()).hasSize(100);
    }

    @Test
    void theShortTextShowsWhereLongLinesDiffer() {
        String then = "SELECT '" + "x".repeat(5_000) + "left" + "y".repeat(5_000) + "'";
        ScriptDifference difference = new ScriptDifference(
                "a",
                "a.sql",
                Section.UPGRADE,
                ScriptComparison.of(then, then.replace("left", "right"), Position.START));

        assertThat(difference.text(10).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(200))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("    - …xxx")
                        .contains("left")
                        .endsWith("y…"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("    + …xxx")
                        .contains("right")
                        .endsWith("y…"));
    }

    private static String inserts(int count, int from) {
        return IntStream.range(from, count + from)
                .mapToObj(number -> "INSERT INTO t VALUES (" + number + ");\n")
                .collect(Collectors.joining());
    }
}
