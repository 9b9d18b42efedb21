// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedBy;
import dev.migration.version.AppliedRevision;
import dev.migration.version.StateTables;
import dev.migration.version.table.AppliedScript;
import dev.migration.version.table.RetryFacts;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.StateStatements;
import dev.migration.version.table.StoredSql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A statement that must change a row counts what it changed, also where no check of the tables has found a trigger. */
class StateStatementTests extends MigratorTestBase {

    private static final StateStatements STATEMENTS =
            new StateStatements(StateTables.DEFAULT, new AppliedBy("u", "h", "app", "0"));

    private static final Revision A = Revision.of("a");

    @BeforeEach
    void applyOne() {
        revisions.table("a", "");
        migrator().upgrade("heads");
    }

    static Stream<Arguments> statements() {
        Repeatable view = new Repeatable("v", List.of(), "v1:x", "");
        return Stream.of(
                Arguments.of(
                        "applied",
                        STATEMENTS.applied(Operation.UPGRADE, script("b")).get(1)),
                Arguments.of(
                        "history",
                        STATEMENTS.applied(Operation.UPGRADE, script("b")).get(2)),
                Arguments.of("begun", STATEMENTS.upgradeBegun(script("b"))),
                Arguments.of(
                        "reverted",
                        STATEMENTS
                                .reverted(Operation.DOWNGRADE, A, Optional.empty())
                                .get(0)),
                Arguments.of("reverting", STATEMENTS.downgradeBegun(A, sql())),
                Arguments.of("done", STATEMENTS.done(A, 1)),
                Arguments.of("failed", STATEMENTS.failed(Operation.UPGRADE, A, Duration.ZERO, "x")),
                Arguments.of(
                        "retry",
                        STATEMENTS.retry(
                                Operation.UPGRADE, A, new RetryFacts(1, 1, 1, List.of(), ""), Duration.ZERO, "x")),
                Arguments.of("resolved", STATEMENTS.resolved("a", true).get(0)),
                Arguments.of("rolled back", STATEMENTS.resolved("a", false).get(0)),
                Arguments.of("accepted", STATEMENTS.accepted(script("a")).get(0)),
                Arguments.of(
                        "repeated",
                        STATEMENTS
                                .repeatables()
                                .applied(Operation.UPGRADE, view, sql())
                                .get(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void aRowThatSomethingHoldsBackIsNoticed(String name, StateStatement statement) {
        String text = statement.inline().orElseThrow();
        sql("CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
        for (String table : List.of("migration_revision", "migration_history")) {
            sql("CREATE TRIGGER keeper BEFORE INSERT OR UPDATE OR DELETE ON " + table
                    + " FOR EACH ROW EXECUTE FUNCTION keep()");
        }

        assertThatThrownBy(() -> query(text)).hasMessageContaining("{state not written: ");
        sql("DROP FUNCTION keep() CASCADE");
        assertThatCode(() -> query(text)).doesNotThrowAnyException();
    }

    private void query(String text) {
        jdbc().sql(text).query(row -> {});
    }

    private static AppliedScript script(String id) {
        return new AppliedScript(
                Revision.of(id),
                List.of(),
                AppliedRevision.Type.SQL,
                Optional.of("v1:x"),
                AppliedScript.Sections.NONE,
                Optional.of(Duration.ZERO));
    }

    private static StoredSql sql() {
        return StoredSql.of(writer -> writer.write("SELECT 1;"));
    }
}
