// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.lint.Finding;
import dev.migration.lint.Severity;
import dev.migration.lint.fix.FixReport;
import dev.migration.lint.fix.FixReport.Left;
import dev.migration.lint.fix.Fixer;
import dev.migration.schema.replay.RevisionReplay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Fixes of findings: each one is applied, reverted and applied again on a database with the fixed script. */
class LintFixTests extends LintTestBase {

    @BeforeEach
    void writeTheFirstRevision() {
        revisions.irreversible("s1", "", LintSample.text("base.sql") + "CREATE TABLE notes (label label);\n");
    }

    static Stream<Arguments> fixes() {
        return Stream.of(
                arguments(
                        "create-index-blocking",
                        "CREATE INDEX tickets_title ON tickets (title);",
                        "DROP INDEX tickets_title;"),
                arguments(
                        "drop-index-blocking",
                        "DROP INDEX tickets_code;",
                        "CREATE INDEX tickets_code ON tickets (code);"),
                arguments("reindex-blocking", "REINDEX TABLE tickets;", "SELECT 1;"),
                arguments(
                        "set-not-null-scan",
                        "ALTER TABLE tickets ALTER body SET NOT NULL;",
                        "ALTER TABLE tickets ALTER body DROP NOT NULL;"),
                arguments(
                        "add-check-validating",
                        "ALTER TABLE tickets ADD CONSTRAINT positive CHECK (amount > 0);",
                        "ALTER TABLE tickets DROP CONSTRAINT positive;"),
                arguments(
                        "add-foreign-key-validating",
                        "ALTER TABLE tickets ADD CONSTRAINT tickets_user FOREIGN KEY (user_id) REFERENCES users;",
                        "ALTER TABLE tickets DROP CONSTRAINT tickets_user;"),
                arguments(
                        "add-unique-builds-index",
                        "ALTER TABLE users ADD CONSTRAINT users_email UNIQUE (email);",
                        "ALTER TABLE users DROP CONSTRAINT users_email;"),
                arguments(
                        "add-primary-key-builds-index",
                        "ALTER TABLE comments ADD PRIMARY KEY (id);",
                        "ALTER TABLE comments DROP CONSTRAINT comments_pkey;"),
                arguments(
                        "primary-key-sets-not-null",
                        "ALTER TABLE links ADD CONSTRAINT links_key PRIMARY KEY USING INDEX links_a;",
                        "ALTER TABLE links DROP CONSTRAINT links_key; ALTER TABLE links ALTER a DROP NOT NULL;"
                                + " CREATE UNIQUE INDEX links_a ON links (a);"),
                arguments(
                        "attach-partition-scan",
                        "ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
                        "ALTER TABLE events DETACH PARTITION events_2026;"),
                arguments(
                        "change-column-type-rebuilds-index",
                        "ALTER TABLE tickets ALTER code TYPE text COLLATE \"C\";",
                        "ALTER TABLE tickets ALTER code TYPE text COLLATE \"default\";"),
                arguments(
                        "change-column-type-scan",
                        "ALTER TABLE comments ALTER text TYPE varchar;",
                        "ALTER TABLE comments ALTER text TYPE text;"),
                arguments(
                        "validate-in-same-transaction",
                        "ALTER TABLE tickets ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;\n"
                                + "ALTER TABLE tickets VALIDATE CONSTRAINT positive;",
                        "ALTER TABLE tickets DROP CONSTRAINT positive;"),
                arguments(
                        "alter-domain-validating",
                        "ALTER DOMAIN label ADD CONSTRAINT short CHECK (length(VALUE) < 100);",
                        "ALTER DOMAIN label DROP CONSTRAINT short;"),
                arguments(
                        "validate-shares-transaction-of-others",
                        "ALTER TABLE users ADD COLUMN x int;\nALTER TABLE comments VALIDATE CONSTRAINT comments_id_positive;",
                        "ALTER TABLE users DROP COLUMN x;"),
                arguments("enum-add-value-position", "ALTER TYPE mood ADD VALUE 'angry';", ""));
    }

    @ParameterizedTest
    @MethodSource
    void fixes(String rule, String upgrade, String downgrade) throws SQLException {
        write(upgrade, downgrade);

        FixReport report = fix();

        assertThat(report.left())
                .as("left")
                .noneMatch(left -> left.finding().rule().equals(rule));
        assertThat(report.fixed()).extracting(Finding::rule).contains(rule);
        assertThat(report.after().findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isEmpty();
        applyTheFixedScript(report, downgrade);
    }

    /** On the database itself, not on a scratch database. */
    private void applyTheFixedScript(FixReport report, String downgrade) {
        assertThat(report.scripts()).hasSize(1);
        revisions.write("p", report.scripts().get(0).after());
        migrator().upgrade("heads");
        if (!downgrade.isEmpty()) {
            migrator().downgrade("-1");
            migrator().upgrade("heads");
        }
        assertThat(migrator().reader().status().current()).containsExactly("p");
    }

    @Test
    void commentsIndentationAndLineEndsStay() throws SQLException {
        revisions.write(
                "p",
                "-- Message of p\r\n-- @revision p\r\n-- @revises s1\r\n\r\n-- @upgrade\r\n-- first\r\n"
                        + "  ALTER TABLE tickets -- why\r\n    ALTER body SET NOT NULL; -- behind\r\n-- last\r\n");

        String fixed = fix().scripts().get(0).after();

        assertThat(fixed)
                .startsWith(
                        "-- Message of p\r\n-- @revision p\r\n-- @revises s1\r\n-- @transaction none\r\n\r\n-- @upgrade\r\n"
                                + "-- first\r\n  -- why\r\n  ALTER TABLE tickets ADD CONSTRAINT ")
                .contains(";\r\n  ALTER TABLE tickets VALIDATE CONSTRAINT ")
                .endsWith("; -- behind\r\n-- last\r\n");
        assertThat(fixed.replace("\r\n", "")).doesNotContain("\n", "\r");
    }

    @Test
    void severalFindingsOfAScriptAreFixedOneAfterTheOther() throws SQLException {
        write(
                "ALTER TABLE tickets ALTER body SET NOT NULL;\nALTER TABLE tickets ALTER code SET NOT NULL;",
                "ALTER TABLE tickets ALTER body DROP NOT NULL, ALTER code DROP NOT NULL;");

        FixReport report = fix();

        assertThat(report.scripts()).hasSize(1);
        assertThat(report.fixed())
                .as("the lines of the script before the fixes")
                .extracting(Finding::rule, Finding::line)
                .contains(tuple("set-not-null-scan", 5), tuple("set-not-null-scan", 6));
        assertThat(report.scripts().get(0).after()).containsOnlyOnce("-- @transaction none");
    }

    @Test
    void aStatementWithAnotherActionKeepsItsFinding() throws SQLException {
        write("ALTER TABLE tickets ADD COLUMN note text, ALTER body SET NOT NULL;", "");

        FixReport report = fix();

        assertThat(report.scripts()).isEmpty();
        assertThat(reasons(report, "set-not-null-scan")).contains("another schema", "note");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT set_config('app.by', 'migration', true);",
                "SET LOCAL lock_timeout = '1s';",
                "LOCK TABLE tickets IN SHARE MODE;",
                "CREATE TEMPORARY TABLE keep (id int) ON COMMIT DROP;"
            })
    void aScriptThatNeedsItsTransactionIsNotDivided(String statement) throws SQLException {
        write(statement + "\nALTER TABLE tickets ALTER body SET NOT NULL;", "");

        FixReport report = fix();

        assertThat(report.scripts()).isEmpty();
        assertThat(reasons(report, "set-not-null-scan")).contains("would be several transactions, and it has");
    }

    @Test
    void aNameWithoutASchemaGetsNone() throws SQLException {
        write("CREATE UNIQUE INDEX \"Tickets' ON\" ON tickets (code);", "");

        FixReport report = fix();

        assertThat(report.scripts())
                .singleElement()
                .satisfies(script -> assertThat(script.after())
                        .contains("CREATE UNIQUE INDEX CONCURRENTLY \"Tickets' ON\" ON tickets USING btree (code);"));
    }

    @Test
    void whatAlternativesDoNotSayStays() throws SQLException {
        write(
                "DO 'BEGIN CREATE INDEX one ON tickets (title); END';\n"
                        + "CREATE INDEX IF NOT EXISTS two ON tickets (amount);\n"
                        + "ALTER TABLE tickets ADD COLUMN lot float DEFAULT random();\nDROP TABLE links;",
                "");

        FixReport report = fix();

        assertThat(report.scripts()).isEmpty();
        assertThat(reasons(report, "create-index-blocking")).contains("does more than its effect", "IF NOT EXISTS");
        assertThat(reasons(report, "add-column-volatile-default")).contains("leaves a part of the change to a person");
        assertThat(reasons(report, "drop-table")).contains("no SQL that fits every case");
    }

    @Test
    void aValueOfAVariableIsNotWrittenIntoTheScript() throws SQLException {
        write("CREATE INDEX ${name} ON tickets (title);", "");
        Migrator migrator = builder()
                .settings(
                        settings().toBuilder().variables(Map.of("name", "one")).build())
                .build();

        FixReport report = new Fixer(new RevisionReplay(migrator, server), OPTIONS, finding -> true).fix(List.of("p"));

        assertThat(report.scripts()).isEmpty();
        assertThat(reasons(report, "create-index-blocking")).contains("not in the script as it ran");
    }

    private static String reasons(FixReport report, String rule) {
        return report.left().stream()
                .filter(left -> left.finding().rule().equals(rule))
                .map(Left::reason)
                .toList()
                .toString();
    }

    private void write(String upgrade, String downgrade) {
        if (downgrade.isEmpty()) {
            revisions.irreversible("p", "s1", upgrade);
        } else {
            revisions.revision("p", "s1", upgrade, downgrade);
        }
    }

    private FixReport fix() throws SQLException {
        return new Fixer(new RevisionReplay(migrator(), server), OPTIONS, finding -> true).fix(List.of("p"));
    }
}
