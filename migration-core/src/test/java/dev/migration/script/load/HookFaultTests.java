// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.migration.script.Hook;
import dev.migration.script.Hooks;
import dev.migration.script.ScriptFault;
import dev.migration.script.parse.ParsedScript;

import static dev.migration.script.load.Parsing.faults;
import static dev.migration.script.load.Parsing.parse;
import static dev.migration.script.load.Parsing.statements;
import static org.assertj.core.api.Assertions.assertThat;

/** The content of a hook script, and what it must not contain. */
class HookFaultTests {

    @ParameterizedTest
    @EnumSource
    void aHookHasAnEventAndStatementsAndIsNoRevision(Hook.Event event) {
        ParsedScript parsed = parse("-- Writes a line.\n-- @hook " + event.text() + "\nSELECT 1;\nSELECT 2;\n");

        assertThat(parsed.faults()).isEmpty();
        assertThat(parsed.revision()).isEmpty();
        assertThat(parsed.script()).isEmpty();
        assertThat(parsed.hook()).get().satisfies(hook -> {
            assertThat(hook.event()).isEqualTo(event);
            assertThat(statements(hook.section()))
                    .extracting(statement -> statement.position().line() + " " + statement.text())
                    .containsExactly("3 SELECT 1", "4 SELECT 2");
        });
    }

    @Test
    void anUnknownEventIsReportedWithASimilarWord() {
        assertThat(parse("-- @hook befor-upgrade\nSELECT 1;").faults())
                .containsExactly(new ScriptFault(
                        "a.sql",
                        1,
                        "'befor-upgrade' is not an event of a migration. Did you mean 'before-upgrade'?",
                        "Write one of: before-upgrade, after-upgrade, before-downgrade, after-downgrade,"
                                + " before-revision, after-revision, after-failure."));
    }

    @Test
    void anEventIsRequired() {
        assertThat(faults("-- @hook\nSELECT 1;")).containsExactly("1: '' is not an event of a migration.");
    }

    @Test
    void directivesOfARevisionAreRefusedInAHook() {
        assertThat(faults(
                        "-- @revision a\n-- @hook after-upgrade\n-- @revises b\nSELECT 1;\n-- @downgrade\nSELECT 2;\n"))
                .containsExactly(
                        "1: '@revision' is in the same file as '@hook'.",
                        "3: '@revises' is in the same file as '@hook'.",
                        "5: '@downgrade' is in the same file as '@hook'.");
    }

    @Test
    void aSecondHookInAFileIsRefused() {
        assertThat(faults("-- @hook after-upgrade\nSELECT 1;\n-- @hook before-upgrade\nSELECT 2;\n"))
                .containsExactly("3: There is a second '@hook'.");
    }

    @Test
    void statementsMustFollowTheDirective() {
        assertThat(faults("SELECT 1;\n-- @hook after-upgrade\nSELECT 2;\n"))
                .containsExactly("1: A statement comes before '@hook'.");
    }

    @Test
    void statementsMustBeTransactional() {
        assertThat(faults("-- @hook after-upgrade\nSELECT 1;\n\nVACUUM\n  tickets;\nCOMMIT;\n"))
                .containsExactly(
                        "6: 'COMMIT' begins or ends a transaction.",
                        "4: This statement cannot run in a transaction, and a hook runs in one.");
        assertThat(faults("-- @hook after-upgrade\nALTER TYPE t ADD VALUE 'x';\nSELECT\n 'x'::t;"))
                .containsExactly("3: This statement cannot run in a transaction, and a hook runs in one.");
    }

    @Test
    void hooksRunByFileNameThenByLocation() {
        Hooks hooks = RevisionScripts.of(List.of(
                        hook("second/20.sql"), hook("first/30.sql"), hook("third/10.sql"), hook("fourth/20.sql")))
                .hooks();

        assertThat(hooks.at(Hook.Event.AFTER_UPGRADE))
                .extracting(Hook::source)
                .containsExactly("third/10.sql", "second/20.sql", "fourth/20.sql", "first/30.sql");
        assertThat(hooks.at(Hook.Event.BEFORE_UPGRADE)).isEmpty();
    }

    private static ParsedScript hook(String name) {
        return parse(name, "-- @hook after-upgrade\nSELECT 1;");
    }
}
