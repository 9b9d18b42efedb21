// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.script.InvalidScriptsException;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** {@code @require} and {@code @ensure}. */
class ConditionTests extends MigratorTestBase {

    private static final String TABLE = "to_regclass('t') IS NULL";

    private void write(String directives, String upgrade) {
        revisions.write(
                "a", "-- @revision a\n" + directives + "-- @upgrade\n" + upgrade + "\n-- @downgrade\nDROP TABLE t;\n");
    }

    private RevisionFailedException fails() {
        return catchThrowableOfType(
                RevisionFailedException.class, () -> migrator().upgrade("heads"));
    }

    private long count(String query) {
        return jdbc().sql(query).query(Long.class).single();
    }

    private boolean exists(String relation) {
        return count("SELECT count(*) FROM pg_class WHERE relname = '" + relation + "'") > 0;
    }

    @Test
    void conditionsThatHoldChangeNothing() {
        write(
                "-- @require " + TABLE + "\n-- @require 1 = 1 -- one\n-- @ensure (SELECT count(*) = 2 FROM t)\n",
                "CREATE TABLE t (id int); INSERT INTO t VALUES (1), (2);");

        migrator().upgrade("heads");
        migrator().downgrade("base");
        migrator().upgrade("heads");

        assertThat(exists("t")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"to_regclass('missing') IS NOT NULL", "false", "NULL", "(SELECT true WHERE false)"})
    void aRequirementThatDoesNotHoldStopsTheRevisionBeforeItsFirstStatement(String condition) {
        write("-- @require " + condition + "\n", "CREATE TABLE t (id int);");

        RevisionFailedException failure = fails();

        assertThat(failure.sqlState()).isEqualTo("MG005");
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.problem())
                .contains("@require does not hold", condition)
                .doesNotContain("division");
        assertThat(failure.remedy()).contains("Make the condition true").contains("a.sql");
        assertThat(exists("t")).isFalse();
    }

    @Test
    void anEnsuranceThatDoesNotHoldRollsTheRevisionBack() {
        write("-- @ensure (SELECT count(*) = 2 FROM t)\n", "CREATE TABLE t (id int); INSERT INTO t VALUES (1);");

        assertThat(fails().problem()).contains("@ensure does not hold", "rolled back");
        assertThat(exists("t")).isFalse();
    }

    @Test
    void aConditionWithAnErrorSaysWhere() {
        write("-- @lock-timeout 2s\n-- @require no_such_column = 1\n", "CREATE TABLE t (id int);");

        RevisionFailedException failure = fails();

        assertThat(failure.sqlState()).isEqualTo("42703");
        assertThat(failure.line()).isEqualTo(3);
    }

    @Test
    void aRevisionInSegmentsIsCheckedAtItsBeginAndAtItsEnd() {
        write("-- @require " + TABLE + "\n", "CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t (id);");
        migrator().upgrade("heads");
        assertThat(exists("i")).isTrue();
        migrator().downgrade("base");

        write("-- @require NOT " + TABLE + "\n", "CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t (id);");
        assertThat(fails().problem()).contains("@require does not hold");
        assertThat(exists("t")).isFalse();

        write("-- @ensure false\n", "CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t (id);");
        assertThat(fails().problem()).contains("@ensure does not hold");
        assertThat(count("SELECT count(*) FROM migration_revision WHERE state = 'applied'"))
                .isZero();
    }

    @Test
    void anInterruptedRevisionDoesNotRequireAgain() {
        write(
                "-- @require " + TABLE + "\n",
                "CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t (id);\nSELECT 1 / count(*) FROM t;");
        assertThat(fails().sqlState()).isEqualTo("22012");
        sql("INSERT INTO t VALUES (1)");

        migrator().upgrade("heads");

        assertThat(exists("i")).isTrue();
    }

    @Test
    void offlineTextHasTheConditions() {
        write("-- @require " + TABLE + "\n-- @ensure (SELECT count(*) = 1 FROM t)\n", "CREATE TABLE t (id int);");
        StringBuilder text = new StringBuilder();
        migrator().revisions().upgradeSql("heads", text);

        new Psql(directory)
                .run(database, text.toString())
                .refused("a.sql:3  @ensure does not hold", "(SELECT count(*) = 1 FROM t)", "Make the condition true");

        assertThat(exists("t")).isFalse();
    }

    @Test
    void offlineTextWithConditionsThatHoldIsApplied() {
        write("-- @require " + TABLE + "\n-- @ensure (SELECT count(*) = 0 FROM t)\n", "CREATE TABLE t (id int);");
        StringBuilder text = new StringBuilder();
        migrator().revisions().upgradeSql("heads", text);

        new Psql(directory).run(database, text.toString()).succeeded();

        assertThat(exists("t")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true; DROP TABLE t", "'open", "true; ", "/* open"})
    void aConditionIsOneExpression(String condition) {
        write("-- @require " + condition + "\n", "CREATE TABLE t (id int);");

        assertThatThrownBy(() -> migrator().revisions())
                .isInstanceOf(InvalidScriptsException.class)
                .hasMessageContaining("a.sql:2")
                .hasMessageContaining("one SQL expression");
    }

    @Test
    void aRepeatableHasNoConditions() {
        revisions.repeatable("v", "", "-- @ensure true\nCREATE VIEW v AS SELECT 1;");

        assertThatThrownBy(() -> migrator().revisions())
                .hasMessageContaining("'@ensure' cannot be combined with '@repeatable'");
    }
}
