// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.revision.Repeatable;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.RepeatableScript;
import dev.migration.script.ScriptFault;
import dev.migration.script.ScriptOptions;
import dev.migration.script.parse.ParsedScript;
import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;

import static dev.migration.script.load.Parsing.faults;
import static dev.migration.script.load.Parsing.parse;
import static dev.migration.script.load.Parsing.statements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

/** The directives of a repeatable, and the directives of other scripts about repeatables. */
class RepeatableScriptTests {

    @Test
    void theHeaderDefinesTheRepeatable() {
        RepeatableScript script = repeatable("""
                -- Tickets that are open.
                -- @repeatable open.tickets
                -- @needs b, a
                -- @lock-timeout 1s
                -- @statement-timeout 2s
                -- @retry-for 3s
                -- @allow RULE because so
                -- @upgrade
                SELECT 1;
                """);

        assertThat(script.repeatable().name()).isEqualTo("open.tickets");
        assertThat(script.repeatable().needs()).containsExactly("b", "a");
        assertThat(script.repeatable().message()).isEqualTo("Tickets that are open.");
        assertThat(script.options())
                .isEqualTo(new ScriptOptions(
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(Duration.ofSeconds(3)),
                        false,
                        List.of()));
    }

    @Test
    void withoutAnUpgradeDirectiveTheSectionBeginsAtTheFirstStatement() {
        RepeatableScript script = repeatable("-- @repeatable v\n\n-- A view.\n  SELECT 1; -- so\nSELECT 2");

        assertThat(script.section().start()).isEqualTo(new Position(31, 4, 3));
        assertThat(statements(script.section())).extracting(SqlStatement::text).containsExactly("SELECT 1", "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- @upgrade\nSELECT 1;",
                "SELECT\r\n1 ;",
                "-- Why.\n/* */ SELECT 1; -- so",
                "-- @allow R because x\nSELECT 1;"
            })
    void commentsWhiteSpaceAndTheDirectiveDoNotCount(String text) {
        assertThat(repeatable("-- @repeatable v\n" + text).repeatable().checksum())
                .isEqualTo(
                        repeatable("-- @repeatable v\nSELECT 1;").repeatable().checksum());
    }

    @Test
    void theValuesOfVariablesCountAndTheirNamesDoNot() {
        String plain =
                repeatable("-- @repeatable v\nSELECT 'ann';").repeatable().checksum();

        assertThat(checksum("SELECT '${who}';", Map.of("who", "ann"))).isEqualTo(plain);
        assertThat(checksum("SELECT '${name}';", Map.of("name", "ann"))).isEqualTo(plain);
        assertThat(checksum("SELECT '${who}';", Map.of("who", "bob"))).isNotEqualTo(plain);
    }

    @Test
    void aRevisionDeclaresTheRepeatablesToApplyAgain() {
        assertThat(Parsing.script("-- @revision a\n-- @reapply v, w\n-- @upgrade\n")
                        .reapply())
                .containsExactly("v", "w");
    }

    @ParameterizedTest
    @CsvSource({
        "revision, a",
        "revises, a",
        "branch, a",
        "depends-on, a",
        "replaces, a",
        "created, 2025-01-01T00:00:00Z",
        "transaction, none",
        "reapply, a"
    })
    void directivesOfRevisionsAreRefused(String word, String value) {
        assertThat(faults("-- @repeatable v\n-- @" + word + " " + value + "\nSELECT 1;"))
                .contains("2: '@" + word + "' cannot be combined with '@repeatable'.");
    }

    @Test
    void theOrderOfTheDirectivesDoesNotMatter() {
        assertThat(faults("-- @revision a\n-- @created 2025-01-01T00:00:00Z\n-- @repeatable v\nSELECT 1;"))
                .containsExactlyInAnyOrder(
                        "1: '@revision' cannot be combined with '@repeatable'.",
                        "2: '@created' cannot be combined with '@repeatable'.");
    }

    @Test
    void aRepeatableHasNoDowngrade() {
        assertThat(faults("-- @repeatable v\n-- @upgrade\nSELECT 1;\n-- @downgrade\nSELECT 2;"))
                .containsExactly("4: A repeatable has no '@downgrade'.");
    }

    @Test
    void needsAreForRepeatables() {
        assertThat(faults("-- @revision a\n-- @needs v\n-- @upgrade\n"))
                .containsExactly("2: '@needs' is for repeatables only.");
    }

    @Test
    void anEmptyOneIsRefused() {
        assertThat(faults("-- @repeatable v\n-- Nothing.\n")).containsExactly("1: The repeatable has no statement.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "a-b", "a:b", "a b"})
    void itsNameFollowsTheRulesForIds(String name) {
        assertThat(faults("-- @repeatable " + name + "\nSELECT 1;"))
                .singleElement()
                .asString()
                .startsWith("1: In '@repeatable', '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VACUUM t", "CREATE INDEX CONCURRENTLY ix ON t (a)", "ALTER SYSTEM RESET ALL"})
    void nonTransactionalStatementsAreRefusedWithTheirLine(String statement) {
        assertThat(faults("-- @repeatable v\nSELECT 1;\n\n" + statement + ";\nSELECT 2;\nVACUUM;"))
                .containsExactly("4: This statement cannot run in the transaction that all repeatables share.");
    }

    @Test
    void transactionControlIsRefused() {
        assertThat(faults("-- @repeatable v\nSELECT 1;\nCOMMIT;"))
                .containsExactly("3: 'COMMIT' begins or ends a transaction.");
    }

    @Test
    void aStatementBeforeTheUpgradeDirectiveIsReported() {
        assertThat(faults("-- @repeatable v\nSELECT 1;\n-- @upgrade\nSELECT 2;"))
                .containsExactly("2: A statement comes before '@upgrade'.");
    }

    @Test
    void directivesMustPrecedeTheFirstStatement() {
        assertThat(faults("-- @repeatable v\nSELECT 1;\n-- @needs w\n"))
                .containsExactly("3: '@needs' belongs before the first section.");
    }

    @Test
    void theyAreReturnedInTheOrderOfTheirNeeds() {
        RevisionScripts scripts = RevisionScripts.of(List.of(
                file("1.sql", "a", "c"), file("2.sql", "b", ""), file("3.sql", "c", "d"), file("4.sql", "d", "")));

        assertThat(scripts.repeatables())
                .extracting(RepeatableScript::repeatable)
                .extracting(Repeatable::name)
                .containsExactly("b", "d", "c", "a");
        assertThat(scripts.ids()).isEmpty();
    }

    @Test
    void aNameOfTwoFilesIsReportedWithBoth() {
        assertThat(linked(file("1.sql", "v", ""), file("2.sql", "w", ""), file("3.sql", "v", "")))
                .containsExactly(new ScriptFault(
                        "3.sql",
                        1,
                        "The name 'v' belongs to more than one repeatable. Files: 1.sql, 3.sql.",
                        "Give one of them another name, or delete it if it is a copy."));
    }

    @Test
    void allUnknownNamesAreReportedTogether() {
        assertThat(linked(
                        file("1.sql", "tickets", ""),
                        file("2.sql", "w", "tickts, nothing"),
                        parse("3.sql", "-- @revision a\n-- @reapply gone\n-- @upgrade\n")))
                .containsExactly(
                        new ScriptFault(
                                "2.sql",
                                2,
                                "There is no repeatable 'tickts'. Did you mean 'tickets'?",
                                "Correct the name; the repeatables are: tickets, w."),
                        new ScriptFault(
                                "2.sql",
                                2,
                                "There is no repeatable 'nothing'.",
                                "Correct the name; the repeatables are: tickets, w."),
                        new ScriptFault(
                                "3.sql",
                                2,
                                "There is no repeatable 'gone'.",
                                "Correct the name; the repeatables are: tickets, w."));
    }

    @Test
    void allCyclesAreReportedTogether() {
        assertThat(linked(
                        file("1.sql", "a", "b"),
                        file("2.sql", "b", "c"),
                        file("3.sql", "c", "a"),
                        file("4.sql", "d", "a"),
                        file("5.sql", "e", "e")))
                .extracting(ScriptFault::place, ScriptFault::problem)
                .containsExactly(
                        tuple("1.sql:2", "Repeatables form a cycle: a -> b -> c -> a. Files: 1.sql, 2.sql, 3.sql."),
                        tuple("5.sql:2", "Repeatable 'e' needs itself."));
    }

    @Test
    void aFaultyRepeatableStillCountsAsKnown() {
        assertThat(linked(file("1.sql", "w", "v"), parse("2.sql", "-- @repeatable v\nVACUUM;")))
                .extracting(ScriptFault::place)
                .containsExactly("2.sql:2");
    }

    private static String checksum(String text, Map<String, String> variables) {
        return parse("-- @repeatable v\n" + text, variables)
                .repeatableDirectives()
                .script()
                .orElseThrow()
                .repeatable()
                .checksum();
    }

    private static RepeatableScript repeatable(String text) {
        ParsedScript parsed = parse(text);
        assertThat(parsed.faults()).isEmpty();
        return parsed.repeatableDirectives().script().orElseThrow();
    }

    private static ParsedScript file(String file, String name, String needs) {
        return parse(
                file,
                "-- @repeatable " + name + "\n" + (needs.isEmpty() ? "" : "-- @needs " + needs + "\n") + "SELECT 1;");
    }

    private static List<ScriptFault> linked(ParsedScript... parsed) {
        return catchThrowableOfType(InvalidScriptsException.class, () -> RevisionScripts.of(List.of(parsed)))
                .faults();
    }
}
