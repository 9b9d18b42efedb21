// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.script.ScriptFault;

import static dev.migration.script.load.Parsing.faults;
import static dev.migration.script.load.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;

/** The text and the position of each fault. */
class ScriptFaultTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "revison a      | '@revison' is not a directive. Did you mean 'revision'?",
                "Upgrade        | '@Upgrade' is not a directive. Did you mean 'upgrade'?",
                "depends_on b   | '@depends_on' is not a directive. Did you mean 'depends-on'?",
                "lock_timeout 2s| '@lock_timeout' is not a directive. Did you mean 'lock-timeout'?",
                "param x        | '@param' is not a directive."
            })
    void anUnknownDirectiveIsReportedWithASimilarOne(String directive, String problem) {
        assertThat(faults("-- @revision a\n\n-- @" + directive + "\n-- @upgrade\n"))
                .containsExactly("3: " + problem);
    }

    @Test
    void anUnknownDirectiveIsRefusedBelowTheHeaderToo() {
        assertThat(faults("-- @revision a\n-- @upgrade\nSELECT 1;\n-- @downgade\nSELECT 2;"))
                .containsExactly("4: '@downgade' is not a directive. Did you mean 'downgrade'?");
    }

    @Test
    void aScriptNeedsAnId() {
        assertThat(parse("-- Add a column.\n-- @upgrade\nSELECT 1;").faults())
                .containsExactly(new ScriptFault(
                        "a.sql", 1, "The script has no '@revision'.", "Begin it with a line '-- @revision ID'."));
    }

    @Test
    void aScriptNeedsAnUpgrade() {
        assertThat(parse("-- @revision a\n-- @downgrade\nSELECT 1;").faults())
                .containsExactly(new ScriptFault(
                        "a.sql",
                        1,
                        "The script has no '@upgrade' section.",
                        "Put a line '-- @upgrade' before the first statement; the section may be empty."));
    }

    @Test
    void anEmptyFileLacksBoth() {
        assertThat(faults(""))
                .containsExactly("1: The script has no '@revision'.", "1: The script has no '@upgrade' section.");
    }

    @Test
    void aDirectiveOccursOnce() {
        assertThat(faults("-- @revision a\n-- @revises b\n-- @revises c\n-- @upgrade\n"))
                .containsExactly("3: '@revises' occurs twice.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"revises", "depends-on", "branch", "replaces", "created", "lock-timeout", "statement-timeout"})
    void aDirectiveHasAValue(String directive) {
        assertThat(faults("-- @revision a\n-- @" + directive + " \n-- @upgrade\n"))
                .containsExactly("2: '@" + directive + "' has no value.");
    }

    @Test
    void anIdWithoutAValueIsOneFault() {
        assertThat(faults("-- @revision\n-- @upgrade\n")).containsExactly("1: '@revision' has no value.");
    }

    @Test
    void anIllegalIdIsOneFault() {
        assertThat(faults("-- @revision rel-2\n-- @upgrade\n"))
                .containsExactly("1: In '@revision', 'rel-2' may only have letters, digits, '_' and '.'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "heads", "base", "current"})
    void aReservedWordIsNoId(String word) {
        assertThat(faults("-- @revision " + word + "\n-- @upgrade\n"))
                .containsExactly("1: In '@revision', '" + word + "' is a reserved word.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"revises", "depends-on", "branch", "replaces"})
    void everyNameInAListIsChecked(String directive) {
        assertThat(faults("-- @revision a\n-- @" + directive + " b, head, c d,\n-- @upgrade\n"))
                .containsExactly(
                        "2: In '@" + directive + "', 'head' is a reserved word.",
                        "2: In '@" + directive + "', 'c d' may only have letters, digits, '_' and '.'.",
                        "2: In '@" + directive + "', '' may only have letters, digits, '_' and '.'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "2025-01-15", "2025-01-15 10:30:00", "2025-01-15T10:30:00", "2025-02-30T10:30:00Z"})
    void aTimeIsAPointInTime(String text) {
        assertThat(parse("-- @revision a\n-- @created " + text + "\n-- @upgrade\n")
                        .faults())
                .containsExactly(new ScriptFault(
                        "a.sql", 2, "'" + text + "' is not a point in time.", "Write it like 2025-01-15T10:30:00Z."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "soon", "-2s", "2 seconds", "1.5s", "2S", "12345678901s"})
    void aDurationHasANumberAndAUnit(String text) {
        assertThat(parse("-- @revision a\n-- @lock-timeout " + text + "\n-- @upgrade\n")
                        .faults())
                .containsExactly(new ScriptFault(
                        "a.sql",
                        2,
                        "'" + text + "' is not a duration.",
                        "Write a number and ms, s, min or h, like 500ms or 5min."));
    }

    @Test
    void aStatementBeforeTheFirstSectionIsRefused() {
        assertThat(parse("-- @revision a\n\nSELECT 1;\nSELECT 2;\n-- @upgrade\nSELECT 3;")
                        .faults())
                .containsExactly(new ScriptFault(
                        "a.sql", 3, "A statement comes before '@upgrade'.", "Put a line '-- @upgrade' before it."));
    }

    @Test
    void aStatementInTheHeaderIsReportedAtItsFirstLine() {
        assertThat(faults("-- @revision a\n;\n\nSELECT\n1;\n-- @upgrade\n"))
                .containsExactly("4: A statement comes before '@upgrade'.");
    }

    @Test
    void theHeaderEndsAtTheFirstSection() {
        assertThat(faults("-- @revision a\n-- @upgrade\n-- @revises b\nSELECT 1;\n-- @lock-timeout 2s\n"))
                .containsExactly(
                        "3: '@revises' belongs before the first section.",
                        "5: '@lock-timeout' belongs before the first section.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "downgrade"})
    void aSectionOccursOnce(String section) {
        assertThat(faults("-- @revision a\n-- @upgrade\n-- @downgrade\nSELECT 1;\n-- @" + section + "\n"))
                .containsExactly("5: There is a second '@" + section + "'.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "BEGIN                     | BEGIN",
                "commit work and no chain  | COMMIT WORK",
                "END                       | END",
                "ROLLBACK                  | ROLLBACK",
                "START TRANSACTION         | START TRANSACTION",
                "PREPARE TRANSACTION 'x'   | PREPARE TRANSACTION"
            })
    void transactionControlIsRefused(String statement, String shown) {
        assertThat(faults("-- @revision a\n-- @upgrade\nSELECT 1;\n/* so */ " + statement + ";\nSELECT 2;"))
                .containsExactly("4: '" + shown + "' begins or ends a transaction.");
    }

    @Test
    void transactionControlIsRefusedInADowngradeToo() {
        assertThat(faults("-- @revision a\n-- @upgrade\n-- @downgrade\nSELECT 1;\nCOMMIT"))
                .containsExactly("5: 'COMMIT' begins or ends a transaction.");
    }

    @Test
    void theLastStatementOfASectionIsCheckedWithoutItsSemicolon() {
        assertThat(faults("-- @revision a\n-- @upgrade\nCOMMIT\n-- @downgrade\nSELECT 1"))
                .containsExactly("3: 'COMMIT' begins or ends a transaction.");
    }

    @Test
    void anIndexThatIsBuiltConcurrentlyNeedsAName() {
        assertThat(faults("-- @revision a\n-- @upgrade\nSELECT 1;\n\nCREATE UNIQUE INDEX CONCURRENTLY ON t (a);\n"))
                .containsExactly("5: An index that is built concurrently has no name.");
    }

    @Test
    void theTransactionDirectiveAcceptsOnlyNone() {
        assertThat(faults("-- @revision a\n-- @transaction some\n-- @upgrade\nSELECT 1;\n"))
                .containsExactly("2: 'some' is not a value of '@transaction'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\set x 1", "\\i other.sql", "\\connect db", "\\."})
    void psqlCommandsAreRefused(String command) {
        assertThat(faults("-- @revision a\n-- @upgrade\nSELECT 1;\n" + command + "\nSELECT 2;"))
                .containsExactly("4: '" + command + "' is a psql command, not SQL.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'a;", "SELECT \"a;", "DO $$ BEGIN", "/* a /* b */", "SELECT E'a\\';"})
    void unclosedQuotesAndCommentsAreReportedAtTheirFirstLine(String statement) {
        assertThat(faults("-- @revision a\n-- @upgrade\nSELECT 1;\n" + statement + "\n-- @downgrade\nSELECT 2;\n"))
                .containsExactly("4: The quote or comment that begins here is not closed.");
    }

    @Test
    void dataThatContainASectionDirectiveAreReportedAtTheirCopy() {
        assertThat(parse("-- @revision a\n-- @upgrade\nCOPY t\nFROM STDIN;\none\n-- @downgrade\nDROP TABLE t;")
                        .faults())
                .containsExactly(new ScriptFault(
                        "a.sql",
                        4,
                        "No line \\. ends the data of this COPY, so that '-- @downgrade' is one of them.",
                        "End the data with a line that contains only \\."));
    }

    @Test
    void textAfterACopyOnItsLineIsRefused() {
        assertThat(parse("-- @revision a\n-- @upgrade\nCOPY t FROM STDIN; DROP TABLE u;\none\n\\.\n")
                        .faults())
                .containsExactly(new ScriptFault(
                        "a.sql",
                        3,
                        "'DROP TABLE u;' is on the same line as a COPY, whose data begin on the next line.",
                        "Move it after the line \\. that ends the data."));
    }

    @Test
    void anUnknownVariableIsReportedWithASimilarOne() {
        assertThat(parse(
                                "-- @revision a\n-- @upgrade\nSELECT 1;\nSELECT '${schma}';",
                                Map.of("schema", "s", "owner", "o"))
                        .faults())
                .containsExactly(new ScriptFault(
                        "a.sql",
                        4,
                        "'${schma}' has no value. Did you mean 'schema'?",
                        "Define it under migration.variables, or use one of: owner, schema."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'${b}'", "$$ ${b} $$", "\"${b}\"", "${b}", "t_${b}", "${b}_t", "t_${b}_u", "s.${b}"})
    void anUnknownVariableIsFoundInEveryKindOfToken(String use) {
        assertThat(faults(parse("-- @revision a\n-- @upgrade\nSELECT " + use + ";", Map.of("schema", "s"))))
                .containsExactly("3: '${b}' has no value.");
    }

    @Test
    void everyFaultOfAScriptIsReported() {
        assertThat(
                        faults(
                                "-- @revison a\n-- @created now\nSELECT 1;\n-- @upgrade\nBEGIN;\n\\d\nVACUUM;\n-- @revises b\n"))
                .containsExactlyInAnyOrder(
                        "1: '@revison' is not a directive. Did you mean 'revision'?",
                        "1: The script has no '@revision'.",
                        "2: 'now' is not a point in time.",
                        "3: A statement comes before '@upgrade'.",
                        "5: 'BEGIN' begins or ends a transaction.",
                        "6: '\\d' is a psql command, not SQL.",
                        "8: '@revises' belongs before the first section.");
    }
}
