// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.revision.Revision;
import dev.migration.script.RevisionScript;
import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.TokenHash;

import static dev.migration.script.load.Parsing.faults;
import static dev.migration.script.load.Parsing.parse;
import static dev.migration.script.load.Parsing.script;
import static dev.migration.script.load.Parsing.statements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ScriptParserTests {

    /** The example of the handbook. */
    private static final String EXAMPLE = """
            -- Add ticket priority.
            --
            -- @revision   abc123
            -- @revises    def456
            -- @created    2025-01-15T10:30:00Z

            -- @upgrade
            ALTER TABLE tickets ADD COLUMN priority varchar(20) DEFAULT 'normal';
            CREATE INDEX ix_tickets_priority ON tickets (priority);

            -- @downgrade
            DROP INDEX ix_tickets_priority;
            ALTER TABLE tickets DROP COLUMN priority;
            """;

    @Test
    void theHeaderDefinesTheRevision() {
        assertThat(script(EXAMPLE).revision())
                .isEqualTo(Revision.of("abc123")
                        .revises("def456")
                        .created(Instant.parse("2025-01-15T10:30:00Z"))
                        .message("Add ticket priority."));
    }

    @Test
    void theUpgradeExtendsFromItsDirectiveToTheNext() {
        assertThat(script(EXAMPLE).upgrade().text()).isEqualTo("""

                        ALTER TABLE tickets ADD COLUMN priority varchar(20) DEFAULT 'normal';
                        CREATE INDEX ix_tickets_priority ON tickets (priority);

                        """);
    }

    @Test
    void aSectionBeginsAfterItsDirective() {
        assertThat(script(EXAMPLE).upgrade().start()).isEqualTo(new Position(EXAMPLE.indexOf("\nALTER"), 7, 12));
    }

    @Test
    void theDowngradeExtendsToTheEnd() {
        assertThat(script(EXAMPLE).downgrade().orElseThrow().text()).isEqualTo("""

                        DROP INDEX ix_tickets_priority;
                        ALTER TABLE tickets DROP COLUMN priority;
                        """);
    }

    @Test
    void statementsHaveTheirPositionInTheFile() {
        assertThat(statements(script(EXAMPLE).downgrade().orElseThrow()))
                .extracting(SqlStatement::position, SqlStatement::text)
                .containsExactly(
                        tuple(new Position(EXAMPLE.indexOf("DROP INDEX"), 12, 1), "DROP INDEX ix_tickets_priority"),
                        tuple(
                                new Position(EXAMPLE.lastIndexOf("ALTER TABLE"), 13, 1),
                                "ALTER TABLE tickets DROP COLUMN priority"));
    }

    @Test
    void windowsLineEndsDoNotChangePositions() {
        String windows = EXAMPLE.replace("\n", "\r\n");

        assertThat(statements(script(windows).downgrade().orElseThrow()))
                .extracting(statement -> statement.position().toString())
                .containsExactly("12:1", "13:1");
        assertThat(script(windows).revision()).isEqualTo(script(EXAMPLE).revision());
    }

    @Test
    void aScriptWithADowngradeIsReversible() {
        assertThat(script(EXAMPLE).isReversible()).isTrue();
    }

    @Test
    void aScriptWithoutADowngradeIsIrreversible() {
        assertThat(script("-- @revision a\n-- @upgrade\nSELECT 1;").isReversible())
                .isFalse();
    }

    @Test
    void anEmptyDowngradeIsADowngrade() {
        assertThat(script("-- @revision a\n-- @upgrade\nSELECT 1;\n-- @downgrade")
                        .isReversible())
                .isTrue();
    }

    @Test
    void theUpgradeMayBeEmpty() {
        assertThat(statements(script("-- @revision a\n-- @upgrade").upgrade())).isEmpty();
    }

    @Test
    void theDowngradeMayComeFirst() {
        RevisionScript.Sql script = script("-- @revision a\n-- @downgrade\nSELECT 2;\n-- @upgrade\nSELECT 1;");

        assertThat(statements(script.upgrade())).extracting(SqlStatement::text).containsExactly("SELECT 1");
        assertThat(statements(script.downgrade().orElseThrow()))
                .extracting(SqlStatement::text)
                .containsExactly("SELECT 2");
    }

    @Test
    void theChecksumIsThatOfTheUpgrade() {
        assertThat(script(EXAMPLE).checksum())
                .contains(TokenHash.of(script(EXAMPLE).upgrade().text()));
    }

    @Test
    void theHeaderAndTheDowngradeDoNotCountForTheChecksum() {
        String other =
                EXAMPLE.replace("abc123", "x").replace("Add ticket", "Insert").replace("DROP", "ALTER");

        assertThat(script(other).checksum()).isEqualTo(script(EXAMPLE).checksum());
    }

    @Test
    void theUpgradeCountsForTheChecksum() {
        assertThat(script(EXAMPLE.replace("'normal'", "'low'")).checksum())
                .isNotEqualTo(script(EXAMPLE).checksum());
    }

    @Test
    void dataOfACopyCountForTheChecksum() {
        String copy = "-- @revision a\n-- @upgrade\nCOPY t FROM STDIN;\none\n\\.\n";

        assertThat(script(copy).checksum()).contains(TokenHash.of("COPY t FROM STDIN;\none\n\\.\n"));
        assertThat(script(copy.replace("one", "two")).checksum())
                .isNotEqualTo(script(copy).checksum());
    }

    @Test
    void theLastStatementOfASectionNeedsNoSemicolon() {
        RevisionScript.Sql script = script("-- @revision a\n-- @upgrade\nSELECT (1\n-- @downgrade\nSELECT 2; SELECT 3");

        assertThat(statements(script.upgrade())).extracting(SqlStatement::text).containsExactly("SELECT (1");
        assertThat(statements(script.downgrade().orElseThrow())).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COPY t FROM STDIN", "SELECT (1", "CREATE FUNCTION f() BEGIN ATOMIC SELECT 1"})
    void anUnterminatedStatementEndsWithItsSection(String statement) {
        assertThat(faults("-- @revision a\n-- @upgrade\n" + statement + "\n-- @downgrade\nSELECT 1;\nCOMMIT;\n"))
                .containsExactly("6: 'COMMIT' begins or ends a transaction.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$\n-- @param x\nBEGIN END $$;",
                "SELECT '\n-- @downgrade\n';",
                "/*\n-- @downgrade\n*/",
                "COPY t FROM STDIN;\n-- @param x\n\\.\n",
                "SELECT 1; -- mail to me@example.org",
                "-- see @upgrade",
                "-- @ no directive",
                "--- @revision"
            })
    void onlyASeparateCommentIsADirective(String text) {
        assertThat(script("-- @revision a\n-- @upgrade\n" + text).isReversible())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--@downgrade",
                "--   @downgrade  ",
                "\t-- @downgrade",
                "SELECT 1; -- @downgrade",
                "-- @downgrade\r"
            })
    void spacesAroundADirectiveDoNotMatter(String mark) {
        assertThat(script("-- @revision a\n-- @upgrade\n" + mark + "\nSELECT 2;")
                        .isReversible())
                .isTrue();
    }

    @Test
    void psqlCommandsOfPgDumpAreSkipped() {
        RevisionScript.Sql script =
                script("-- @revision a\n-- @upgrade\n\\restrict aB3\nSELECT 1;\n\\unrestrict aB3\n-- @downgrade\n");

        assertThat(statements(script.upgrade())).extracting(SqlStatement::text).containsExactly("SELECT 1");
    }

    @Test
    void savepointsArePermitted() {
        assertThat(faults("-- @revision a\n-- @upgrade\nSAVEPOINT x;\nROLLBACK TO x;\nRELEASE x;"))
                .isEmpty();
    }

    @Test
    void aTransactionWordWithinABodyIsText() {
        assertThat(faults("-- @revision a\n-- @upgrade\nDO $$ BEGIN COMMIT; END $$;\n"
                        + "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;"))
                .isEmpty();
    }

    @Test
    void anIndexMayBeNamedConcurrently() {
        assertThat(faults("-- @revision a\n-- @upgrade\nCREATE INDEX \"concurrently\" ON t (concurrently);"))
                .isEmpty();
    }

    @Test
    void anAllowDirectiveIsPermittedAnywhere() {
        assertThat(faults("-- @revision a\n-- @allow x because y\n-- @upgrade\n-- @allow z because y\nSELECT 1;"))
                .isEmpty();
    }

    @Test
    void backslashesAreReadAsTheScriptSetsThem() {
        RevisionScript.Sql script = script("""
                        -- @revision a
                        -- @upgrade
                        SET LOCAL standard_conforming_strings = off;
                        INSERT INTO t VALUES ('it\\'s');
                        SET standard_conforming_strings TO 'on';
                        INSERT INTO t VALUES ('C:\\');
                        -- @downgrade
                        SELECT 1;
                        """);

        assertThat(script.isReversible()).isTrue();
    }

    @Test
    void backslashesAreOrdinaryAgainAfterAReset() {
        assertThat(faults("-- @revision a\n-- @upgrade\nSET standard_conforming_strings = off;\nSELECT '\\'';\n"
                        + "RESET standard_conforming_strings;\nSELECT '\\';"))
                .isEmpty();
    }

    @Test
    void eachSectionBeginsWithTheServersDefault() {
        assertThat(
                        faults(
                                "-- @revision a\n-- @upgrade\nSET standard_conforming_strings = off;\n-- @downgrade\nSELECT '\\';"))
                .isEmpty();
    }

    @Test
    void aScriptWithAFaultStillHasItsRevision() {
        assertThat(parse("-- @revision a\n-- @revises b\nSELECT 1;").revision())
                .contains(Revision.of("a").revises("b"));
    }
}
