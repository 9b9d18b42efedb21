// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.StatementReader;

import static org.assertj.core.api.Assertions.assertThat;

/** The class of a script by its words. {@code LintTests} compare the class with that of a trace. */
class ChangeClassifierTests {

    private final ChangeClassifier classifier = new ChangeClassifier();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CREATE TABLE t (id int) | additive",
                "ALTER TABLE t ADD COLUMN c varchar(20) DEFAULT 'x' NOT NULL | additive: ACCESS EXCLUSIVE on t",
                "ALTER TABLE t ADD COLUMN c timestamp with time zone DEFAULT now() | additive: ACCESS EXCLUSIVE on t",
                "ALTER TABLE t ADD COLUMN c int DEFAULT -1 | additive: ACCESS EXCLUSIVE on t",
                "ALTER TABLE t ADD c uuid DEFAULT gen_random_uuid() | may be blocking: ACCESS EXCLUSIVE on t",
                "ALTER TABLE t ADD c text DEFAULT 'a' ## f() | may be blocking: ACCESS EXCLUSIVE on t",
                "ALTER TABLE t ADD c weight | may be blocking: ACCESS EXCLUSIVE on t",
                "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID | additive: ACCESS EXCLUSIVE on t",
                "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) | blocking: ACCESS EXCLUSIVE on t",
                "ALTER TABLE a.\"T u\" DROP COLUMN x | destructive: ACCESS EXCLUSIVE on a.\"T u\"",
                "ALTER TABLE \"t\" VALIDATE CONSTRAINT k | additive: SHARE UPDATE EXCLUSIVE on t",
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u | blocking: SHARE ROW EXCLUSIVE on t, SHARE ROW EXCLUSIVE on u",
                "ALTER TABLE t SET (fillfactor = 70) | additive: SHARE UPDATE EXCLUSIVE on t",
                "ALTER TABLE t FROBNICATE | may be destructive: ACCESS EXCLUSIVE on t",
                "CREATE UNIQUE INDEX i ON t (a) | blocking: SHARE on t",
                "CREATE INDEX CONCURRENTLY i ON t (a) | additive: SHARE UPDATE EXCLUSIVE on t",
                "UPDATE t SET a = 1 | data: ROW EXCLUSIVE on t",
                "COPY t TO STDOUT | additive",
                "TRUNCATE t, u | destructive: ACCESS EXCLUSIVE on t, ACCESS EXCLUSIVE on u",
                "DROP TABLE IF EXISTS t | may be destructive: ACCESS EXCLUSIVE on t",
                "LOCK TABLE t IN ROW SHARE MODE | additive: ROW SHARE on t",
                "LOCK TABLE t | blocking: ACCESS EXCLUSIVE on t",
                "SELECT count(*) FROM t | additive",
                "SELECT setval('s', 1) | may be data",
                "SELECT enable_audit('t') | may be destructive",
                "CALL p() | may be destructive",
                "DO $$BEGIN PERFORM f(); END$$ | may be destructive",
                "DO $$BEGIN RAISE NOTICE 'x'; END$$ | additive",
                "VACUUM FULL t | blocking: ACCESS EXCLUSIVE on t",
                "REINDEX (VERBOSE) TABLE t | blocking: SHARE on t",
                "REINDEX INDEX CONCURRENTLY i | additive",
                "GRANT SELECT ON t TO u | additive",
                "FROBNICATE t | may be destructive",
            })
    void aStatementHasAClassAndLocks(String sql, String expected) {
        assertThat(classify(sql.replace("##", "||")).summary()).isEqualTo(expected);
    }

    @Test
    void whatThePlanCreatesCountsAsNew() {
        assertThat(classify("CREATE TABLE t (id int)").text()).isEqualTo("additive");
        assertThat(classify("CREATE INDEX i ON t (id); ALTER TABLE t ADD CHECK (id > 0); DROP TABLE t")
                        .summary())
                .isEqualTo("additive");
        assertThat(classify("DROP TABLE t").text()).isEqualTo("destructive");
    }

    @Test
    void aRenamedNewTableStaysNew() {
        assertThat(classify("CREATE TABLE t (id int); ALTER TABLE t RENAME TO u; CREATE INDEX i ON u (id)")
                        .summary())
                .isEqualTo("additive");
        assertThat(classify("CREATE INDEX j ON t (id)").text()).isEqualTo("blocking");
    }

    @Test
    void manyEqualStatementsAreListedOnce() {
        RevisionChange change = classify("INSERT INTO t VALUES (1);\n".repeat(1_000) + "DELETE FROM u;\nDROP VIEW v;");

        assertThat(change.statements()).extracting(ClassifiedStatement::line).containsExactly(1, 1_001, 1_002);
        assertThat(change.text()).isEqualTo("destructive");
    }

    @Test
    void theTablesThatNobodyCanWriteAreThoseOfBlockingStatements() {
        RevisionChange change = classify("ALTER TABLE a ADD COLUMN x int; CREATE INDEX i ON b (y)");

        assertThat(change.lockedTables()).isEqualTo(List.of("b"));
        assertThat(change.locks()).hasSize(2);
    }

    private RevisionChange classify(String sql) {
        StatementReader reader = new StatementReader(SqlInput.of(sql), Position.START, () -> true);
        return classifier.next("r", "r.sql", reader::next);
    }
}
