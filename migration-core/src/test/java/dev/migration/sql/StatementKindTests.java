// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatementKindTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "BEGIN WORK",
                "START TRANSACTION READ ONLY",
                "COMMIT",
                "COMMIT AND CHAIN",
                "COMMIT PREPARED 'x'",
                "END",
                "ROLLBACK",
                "ROLLBACK AND CHAIN",
                "ROLLBACK PREPARED 'x'",
                "ABORT",
                "PREPARE TRANSACTION 'x'"
            })
    void statementsThatBeginOrEndATransactionAreTransactionControl(String statement) {
        assertThat(kind(statement)).isEqualTo(StatementKind.TRANSACTION_CONTROL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY ON t",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t",
                "DROP INDEX CONCURRENTLY i",
                "REINDEX TABLE CONCURRENTLY t",
                "REINDEX SCHEMA public",
                "REINDEX DATABASE",
                "REINDEX SYSTEM",
                "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
                "VACUUM",
                "VACUUM FULL t",
                "CLUSTER",
                "DISCARD ALL",
                "ALTER SYSTEM SET work_mem = 1",
                "CREATE DATABASE d",
                "DROP DATABASE d",
                "ALTER DATABASE d SET TABLESPACE s",
                "CREATE TABLESPACE s LOCATION 'x'",
                "DROP TABLESPACE s",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
                "DROP SUBSCRIPTION s",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION"
            })
    void statementsThatPostgresRefusesInATransactionAreNonTransactional(String statement) {
        assertThat(kind(statement)).isEqualTo(StatementKind.NON_TRANSACTIONAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SAVEPOINT a",
                "ROLLBACK TO a",
                "ROLLBACK TO SAVEPOINT a",
                "ROLLBACK WORK TO SAVEPOINT a",
                "ROLLBACK TRANSACTION TO a",
                "RELEASE SAVEPOINT a",
                "SET TRANSACTION READ ONLY",
                "PREPARE p AS SELECT 1",
                "CREATE INDEX i ON t",
                "ALTER TABLE t DETACH PARTITION public.concurrently",
                "DROP INDEX i",
                "REINDEX TABLE t",
                "REINDEX INDEX i",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
                "ALTER TABLE t DETACH PARTITION p",
                "ALTER TABLE t SET TABLESPACE s",
                "ALTER DATABASE d SET work_mem = 1",
                "ALTER TYPE e ADD VALUE 'x'",
                "CLUSTER t USING i",
                "DISCARD TEMP",
                "ANALYZE",
                "COMMENT ON DATABASE d IS 'x'"
            })
    void otherStatementsArePlain(String statement) {
        assertThat(kind(statement)).isEqualTo(StatementKind.PLAIN);
    }

    @Test
    void anEmptyStatementIsPlain() {
        assertThat(StatementKind.of(List.of())).isEqualTo(StatementKind.PLAIN);
    }

    private static StatementKind kind(String statement) {
        return StatementKind.of(StatementWords.of(statement));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PREPARE transaction AS SELECT 1",
                "PREPARE transaction (int) AS SELECT $1",
                "PREPARE TRANSACTION E'x'",
                "PREPARE TRANSACTION $$x$$"
            })
    void aPreparedStatementMayBeNamedTransaction(String statement) {
        assertThat(kind(statement))
                .isEqualTo(
                        statement.endsWith("'x'") || statement.endsWith("$$")
                                ? StatementKind.TRANSACTION_CONTROL
                                : StatementKind.PLAIN);
    }

    @Test
    void anAddedValueIsRecognisedByItsPlace() {
        assertThat(StatementWords.requireCommit(StatementWords.of("ALTER TYPE add.value ADD VALUE IF NOT EXISTS 'x'")))
                .isTrue();
        assertThat(StatementWords.requireCommit(
                        StatementWords.of("ALTER TYPE add ADD ATTRIBUTE value int, ADD ATTRIBUTE x int")))
                .isFalse();
        assertThat(StatementWords.requireCommit(StatementWords.of("ALTER TYPE e RENAME VALUE 'add' TO 'value'")))
                .isFalse();
    }
}
