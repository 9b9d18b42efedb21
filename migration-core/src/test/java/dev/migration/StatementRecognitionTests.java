// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.sql.SqlInput;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

import static org.assertj.core.api.Assertions.assertThat;

/** A statement is recognised by its grammar: the server must agree, whatever names a statement contains. */
class StatementRecognitionTests extends MigratorTestBase {

    private static final List<String> WORDS = List.of(
            "index",
            "concurrently",
            "database",
            "value",
            "add",
            "detach",
            "partition",
            "vacuum",
            "commit",
            "begin",
            "system",
            "stdin",
            "stdout",
            "transaction",
            "reindex",
            "cluster",
            "publication",
            "tablespace",
            "refresh",
            "call",
            "isolation");

    /** Places for a name in statements that run in a transaction. */
    private static final List<String> PLACES = List.of(
            "CREATE VIEW v AS SELECT 1 AS %s, 2 AS concurrently, 3 AS index",
            "CREATE TABLE n (\"%s\" int, \"concurrently\" int)",
            "CREATE TABLE \"%s\" (index int)",
            "CREATE TEMP TABLE x AS SELECT 1 AS %s, 2 AS concurrently",
            "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT a AS %s, a AS index, a AS concurrently FROM t",
            "CREATE RULE \"%s\" AS ON INSERT TO t DO ALSO (SELECT 1 AS concurrently; SELECT 2 AS index)",
            "CREATE FUNCTION \"%s\" () RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1 AS index; SELECT 2 AS concurrently; END",
            "CREATE INDEX \"%s\" ON t (a) /* concurrently */",
            "CREATE INDEX ix ON t (a) WHERE a IS DISTINCT FROM 1 -- concurrently %s\n",
            "DROP INDEX IF EXISTS \"%s\", \"concurrently\"",
            "ALTER TABLE t RENAME COLUMN a TO \"%s\"",
            "ALTER TABLE t ADD COLUMN \"%s\" int, ADD COLUMN \"concurrently\" int, ADD COLUMN detach int",
            "ALTER TYPE e ADD ATTRIBUTE \"%s\" int",
            "COMMENT ON TABLE t IS 'CREATE INDEX CONCURRENTLY %s'",
            "EXPLAIN CREATE TABLE x AS SELECT 1 AS %s, 2 AS concurrently",
            "PREPARE %s AS SELECT 1 AS concurrently",
            "DECLARE %s CURSOR FOR SELECT 1 AS index, 2 AS concurrently",
            "SAVEPOINT %s",
            "INSERT INTO t SELECT 1 AS %s",
            "DO $$ BEGIN PERFORM 1 AS %s, 2 AS concurrently; END $$",
            "SELECT 1 AS %s, 2 AS vacuum",
            "WITH %s AS (SELECT 1 AS index) SELECT 2 AS concurrently FROM %<s",
            "VALUES ('vacuum %s')",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
            "REINDEX (VERBOSE) TABLE t",
            "REINDEX (CONCURRENTLY false) TABLE t",
            "ALTER TABLE p DETACH PARTITION \"%s\"");

    private static final List<String> OUTSIDE = List.of(
            "CREATE UNIQUE INDEX/* x */CONCURRENTLY i ON t (a)",
            "create index concurrently -- x\n if not exists i on t (a)",
            "DROP INDEX CONCURRENTLY IF EXISTS i",
            "REINDEX (VERBOSE, CONCURRENTLY) TABLE t",
            "REINDEX (CONCURRENTLY on) TABLE t",
            "REINDEX (VERBOSE) TABLE CONCURRENTLY t",
            "REINDEX INDEX CONCURRENTLY ti",
            "REINDEX SCHEMA public",
            "REINDEX (VERBOSE) SYSTEM ${database}",
            "VACUUM (ANALYZE) t",
            "CLUSTER",
            "CLUSTER VERBOSE",
            "DISCARD ALL",
            "ALTER TABLE IF EXISTS ONLY p DETACH PARTITION \"index\" CONCURRENTLY",
            "ALTER SYSTEM SET work_mem = '5MB'",
            "CREATE DATABASE \"index\"",
            "DROP DATABASE IF EXISTS nowhere",
            "ALTER DATABASE ${database} TABLESPACE pg_default",
            "ALTER DATABASE ${database} SET TABLESPACE pg_default",
            "ALTER DATABASE ${database} WITH TABLESPACE pg_default",
            "CREATE TABLESPACE x LOCATION '/nowhere'",
            "DROP TABLESPACE IF EXISTS nowhere");

    @BeforeEach
    void objects() {
        sql("CREATE TABLE t (a int)");
        sql("CREATE INDEX ti ON t (a)");
        sql("CREATE TYPE e AS (a int)");
        sql("CREATE MATERIALIZED VIEW m AS SELECT 1 AS a");
        sql("CREATE UNIQUE INDEX ON m (a)");
        sql("CREATE TABLE p (a int) PARTITION BY LIST (a)");
        for (int number = 0; number < WORDS.size(); number++) {
            sql("CREATE TABLE p" + number + " PARTITION OF p FOR VALUES IN (" + number + ")");
            sql("ALTER TABLE p" + number + " RENAME TO \"" + WORDS.get(number) + "\"");
        }
    }

    static Stream<String> statements() {
        return Stream.concat(
                PLACES.stream()
                        .flatMap(place -> WORDS.stream().map(place::formatted))
                        .distinct(),
                OUTSIDE.stream());
    }

    /** One connection for all of them; each is rolled back. */
    @Test
    void optionsOfAClusterOfAllTablesAreSkipped() {
        // Before version 17, the server has no such syntax.
        assertThat(StatementKind.of(StatementWords.of("CLUSTER (VERBOSE)"))).isEqualTo(StatementKind.NON_TRANSACTIONAL);
        assertThat(StatementKind.of(StatementWords.of("CLUSTER (VERBOSE) t"))).isEqualTo(StatementKind.PLAIN);
    }

    @Test
    void theServerAgrees() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement server = connection.createStatement()) {
            for (String template : statements().toList()) {
                String statement = template.replace("${database}", database.name());
                boolean refused = isRefusedInTransaction(server, statement);
                assertThat(StatementKind.of(StatementWords.of(statement)))
                        .as(statement)
                        .isEqualTo(refused ? StatementKind.NON_TRANSACTIONAL : StatementKind.PLAIN);
                StatementReader reader = new StatementReader(
                        SqlInput.of(statement + ";\nSELECT 1;"), dev.migration.sql.Position.START, () -> true);
                assertThat(reader.next().orElseThrow().text()).as(statement).startsWith(statement.substring(0, 7));
                assertThat(reader.next().orElseThrow().text()).as(statement).isEqualTo("SELECT 1");
            }
        }
    }

    private static boolean isRefusedInTransaction(Statement server, String statement) throws SQLException {
        server.execute("BEGIN");
        try {
            server.execute(statement);
            return false;
        } catch (SQLException failure) {
            return "25001".equals(failure.getSQLState());
        } finally {
            server.execute("ROLLBACK");
        }
    }

    @ParameterizedTest
    @MethodSource("inOneTransaction")
    void aRevisionWithSuchNamesIsOneTransaction(String statement) {
        revisions.irreversible("a", "", statement + ";\nSELECT 1 / 0;");

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> migrator().upgrade("heads"))
                .hasMessageContaining("rolled back");

        assertThat(text("SELECT count(*) FROM migration_revision")).isEqualTo("0");
    }

    static Stream<String> inOneTransaction() {
        return Stream.of(
                "CREATE VIEW v AS SELECT 1 AS index, 2 AS concurrently",
                "ALTER TABLE t ADD COLUMN detach int, ADD COLUMN \"concurrently\" int",
                "CREATE TYPE add AS (value int); ALTER TYPE add ADD ATTRIBUTE x int",
                "ALTER TYPE e ADD ATTRIBUTE value int");
    }
}
