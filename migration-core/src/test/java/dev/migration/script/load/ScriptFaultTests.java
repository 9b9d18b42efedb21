package dev.migration.script.load;

import dev.migration.script.InvalidScriptsException;
import dev.migration.script.ScriptFault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.migration.script.load.Parsing.faults;
import static dev.migration.script.load.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;

/** What each fault says, and where. */
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
    void anUnknownDirectiveIsNamedWithTheNearestOne(String directive, String problem) {
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
    void aDirectiveStandsThereOnce() {
        assertThat(faults("-- @revision a\n-- @revises b\n-- @revises c\n-- @upgrade\n"))
                .containsExactly("3: '@revises' stands there twice.");
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
    void noStatementStandsBeforeTheFirstSection() {
        assertThat(parse("-- @revision a\n\nSELECT 1;\nSELECT 2;\n-- @upgrade\nSELECT 3;")
                        .faults())
                .containsExactly(new ScriptFault(
                        "a.sql", 3, "A statement stands before '@upgrade'.", "Put a line '-- @upgrade' before it."));
    }

    @Test
    void aStatementInTheHeaderIsNamedWhereItBegins() {
        assertThat(faults("-- @revision a\n;\n\nSELECT\n1;\n-- @upgrade\n"))
                .containsExactly("4: A statement stands before '@upgrade'.");
    }

    @Test
    void theHeaderEndsAtTheFirstSection() {
        assertThat(faults("-- @revision a\n-- @upgrade\n-- @revises b\nSELECT 1;\n-- @lock-timeout 2s\n"))
                .containsExactly(
                        "3: '@revises' belongs above the first section.",
                        "5: '@lock-timeout' belongs above the first section.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "downgrade"})
    void aSectionStandsThereOnce(String section) {
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
    void aScriptControlsNoTransaction(String statement, String shown) {
        assertThat(faults("-- @revision a\n-- @upgrade\nSELECT 1;\n/* so */ " + statement + ";\nSELECT 2;"))
                .containsExactly("4: '" + shown + "' begins or ends a transaction.");
    }

    @Test
    void aDowngradeControlsNoTransactionEither() {
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
    void transactionsAreGivenUpWithNoneOnly() {
        assertThat(faults("-- @revision a\n-- @transaction some\n-- @upgrade\nSELECT 1;\n"))
                .containsExactly("2: 'some' is nothing that '@transaction' knows.");
    }

    @ParameterizedTest
    @ValueSource(strings = "batch table=t key=id")
    void aDirectiveThatThisVersionCannotCarryOutIsRefused(String directive) {
        String name = directive.substring(0, directive.indexOf(' '));

        assertThat(parse("-- @revision a\n-- @" + directive + "\n-- @upgrade\n").faults())
                .containsExactly(new ScriptFault(
                        "a.sql",
                        2,
                        "'@" + name + "' is not supported by this version.",
                        "Delete it, or write the change without it."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\set x 1", "\\i other.sql", "\\connect db", "\\."})
    void commandsOfPsqlAreRefused(String command) {
        assertThat(faults("-- @revision a\n-- @upgrade\nSELECT 1;\n" + command + "\nSELECT 2;"))
                .containsExactly("4: '" + command + "' is a command of psql, not SQL.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'a;", "SELECT \"a;", "DO $$ BEGIN", "/* a /* b */", "SELECT E'a\\';"})
    void whatIsNotClosedIsNamedWhereItBegins(String statement) {
        assertThat(faults("-- @revision a\n-- @upgrade\nSELECT 1;\n" + statement + "\n-- @downgrade\nSELECT 2;\n"))
                .containsExactly("4: The quote or comment that begins here is not closed.");
    }

    @Test
    void dataThatSwallowASectionMarkAreNamedWhereTheirCopyStands() {
        assertThat(parse("-- @revision a\n-- @upgrade\nCOPY t\nFROM STDIN;\none\n-- @downgrade\nDROP TABLE t;")
                        .faults())
                .containsExactly(new ScriptFault(
                        "a.sql",
                        4,
                        "The data of this COPY run into '-- @downgrade'.",
                        "End the data with a line that is only \\."));
    }

    @Test
    void nothingStandsBehindACopyOnItsLine() {
        assertThat(parse("-- @revision a\n-- @upgrade\nCOPY t FROM STDIN; DROP TABLE u;\none\n\\.\n")
                        .faults())
                .containsExactly(new ScriptFault(
                        "a.sql",
                        3,
                        "'DROP TABLE u;' stands on the line of a COPY, whose data begin on the next line.",
                        "Move it behind the line \\. that ends the data."));
    }

    @Test
    void anUnknownVariableIsNamedWithTheNearestOne() {
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
    void anUnknownVariableIsFoundWhereverItStands(String use) {
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
                        "3: A statement stands before '@upgrade'.",
                        "5: 'BEGIN' begins or ends a transaction.",
                        "6: '\\d' is a command of psql, not SQL.",
                        "8: '@revises' belongs above the first section.");
    }

    @Test
    void thePlaceIsWrittenAsEditorsReadIt() {
        assertThat(new ScriptFault("db/a.sql", 7, "", "").place()).isEqualTo("db/a.sql:7");
    }

    @Test
    void aFaultWithoutALineHasTheFileAsItsPlace() {
        assertThat(new ScriptFault("db/a.sql", 0, "", "").place()).isEqualTo("db/a.sql");
    }

    @Test
    void oneFaultIsToldInOneSentence() {
        var exception = new InvalidScriptsException(List.of(new ScriptFault("a.sql", 3, "It is wrong.", "Mend it.")));

        assertThat(exception.problem().lines())
                .containsExactly("A revision script has a fault; nothing was run:", "  a.sql:3  It is wrong.");
        assertThat(exception.remedy()).isEqualTo("Mend it.");
    }

    @Test
    void severalFaultsAreToldInLines() {
        var exception = new InvalidScriptsException(List.of(
                new ScriptFault("a.sql", 3, "It is wrong.", "Mend it."),
                new ScriptFault("b.sql", 0, "It is bad.", "Delete it.")));

        assertThat(exception.problem().lines())
                .containsExactly(
                        "The revision scripts have 2 faults; nothing was run:",
                        "  a.sql:3  It is wrong.",
                        "  b.sql  It is bad.");
        assertThat(exception.remedy().lines()).containsExactly("", "  a.sql:3  Mend it.", "  b.sql  Delete it.");
    }
}
