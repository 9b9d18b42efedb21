// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.migration.trace.CatalogChange;
import dev.migration.trace.LockMode;
import dev.migration.trace.ObjectKind;
import dev.migration.trace.RelationTrace;
import dev.migration.trace.ServerMessage;
import dev.migration.trace.StatementTrace;
import dev.migration.trace.Tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class TraceTests extends MigratorTestBase {

    private static final String BASE = "CREATE TABLE t (id int PRIMARY KEY, name varchar(20), n int);"
            + " CREATE TABLE other (id int PRIMARY KEY); INSERT INTO t SELECT g, 'x', g FROM generate_series(1, 5) g;";

    @Test
    void aRewriteIsSeenWithItsLock() throws SQLException {
        RelationTrace table = only(trace("ALTER TABLE t ALTER COLUMN n TYPE bigint;"));

        assertThat(table.isRewritten()).isTrue();
        assertThat(table.existedBefore()).isTrue();
        assertThat(table.use().strongest()).contains(LockMode.ACCESS_EXCLUSIVE);
        assertThat(column(table, "n").changesTo("type", "bigint")).isTrue();
    }

    @Test
    void aLongerVarcharIsNeitherRewrittenNorScanned() throws SQLException {
        RelationTrace table = only(trace("ALTER TABLE t ALTER COLUMN name TYPE text;"));

        assertThat(table.isRewritten()).isFalse();
        assertThat(table.use().scans()).isZero();
        assertThat(column(table, "name").changes("type")).isTrue();
    }

    @Test
    void setNotNullScansUnlessACheckProvesIt() throws SQLException {
        assumeThat(Integer.parseInt(database.serverVersion().split("\\D")[0]))
                .as("PostgreSQL 14 counts the scans of the transaction before, too")
                .isGreaterThanOrEqualTo(15);
        assertThat(only(trace("ALTER TABLE t ALTER COLUMN n SET NOT NULL;"))
                        .use()
                        .scans())
                .isPositive();

        List<StatementTrace> statements = trace(
                "ALTER TABLE t ADD CHECK (n IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT t_n_check;",
                "ALTER TABLE t ALTER COLUMN n SET NOT NULL;");
        assertThat(statements).hasSize(3);
        assertThat(statements.get(1).existing()).anyMatch(table -> table.use().scans() > 0);
        assertThat(only(List.of(statements.get(2))).use().scans()).isZero();
    }

    @Test
    void aTableOfTheTraceIsNotOld() throws SQLException {
        List<StatementTrace> statements = trace("CREATE TABLE young (id int);", "CREATE INDEX i ON young (id);");

        assertThat(statements.get(1).existing()).isEmpty();
        RelationTrace young = statements.get(1).relations().get(0);
        assertThat(young.changes(ObjectKind.RELATION)).singleElement().satisfies(index -> {
            assertThat(index.isAdded()).isTrue();
            assertThat(index.object().name()).isEqualTo("i");
        });
    }

    @Test
    void aBlockCountsAsItsStatement() throws SQLException {
        RelationTrace table = only(trace("DO $$ BEGIN EXECUTE 'ALTER TABLE t ALTER COLUMN n TYPE bigint';"
                + " RAISE NOTICE 'done'; EXCEPTION WHEN others THEN NULL; END $$;"));

        assertThat(table.isRewritten()).isTrue();
    }

    @Test
    void locksOfEarlierStatementsAreHeld() throws SQLException {
        List<StatementTrace> statements = trace("ALTER TABLE t ADD COLUMN x int; UPDATE other SET id = 1;");

        RelationTrace table = statements
                .get(1)
                .existing()
                .filter(old -> old.name().equals("t"))
                .findFirst()
                .orElseThrow();
        assertThat(table.use().held()).contains(LockMode.ACCESS_EXCLUSIVE);
        assertThat(table.use().taken()).isEmpty();
        assertThat(statements.get(0).transaction()).isEqualTo(statements.get(1).transaction());
        assertThat(statements.get(0).held()).isGreaterThan(statements.get(1).held());
    }

    @Test
    void rowsAndMessagesAreCounted() throws SQLException {
        StatementTrace update = trace("UPDATE t SET n = n + 1 WHERE id > 2;").get(0);
        assertThat(only(List.of(update)).use().rows()).isEqualTo(3);

        StatementTrace skipped = trace("CREATE TABLE IF NOT EXISTS t (id int);").get(0);
        assertThat(skipped.messages()).extracting(ServerMessage::state).containsExactly("42P07");
    }

    @Test
    void statementsOutsideTransactionsAreSeenByTheirResult() throws SQLException {
        List<StatementTrace> statements = trace("CREATE INDEX CONCURRENTLY i ON t (n);", "DROP INDEX CONCURRENTLY i;");

        assertThat(statements).allMatch(statement -> !statement.isInTransaction());
        assertThat(only(statements.subList(0, 1)).changes(ObjectKind.RELATION))
                .singleElement()
                .matches(CatalogChange::isAdded);
        assertThat(only(statements.subList(1, 2)).changes(ObjectKind.RELATION))
                .singleElement()
                .matches(CatalogChange::isRemoved);
    }

    @Test
    void objectsOutsideRelationsAreSeen() throws SQLException {
        StatementTrace dropped = trace("CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1;", "DROP FUNCTION f();")
                .get(1);
        assertThat(dropped.objects()).singleElement().satisfies(change -> {
            assertThat(change.isRemoved()).isTrue();
            assertThat(change.object().name()).isEqualTo("f()");
        });
        assertThat(trace("GRANT SELECT ON t TO PUBLIC;").get(0).existing())
                .singleElement()
                .satisfies(table -> assertThat(table.changes()).anyMatch(change -> change.changes("acl")));
    }

    @Test
    void modesOfTheTransactionStayFirst() throws SQLException {
        assertThat(trace("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; ALTER TABLE t ADD COLUMN x int;"))
                .hasSize(1);
    }

    @Test
    void onlyWhatAStatementTouchedIsRead() throws SQLException {
        revisions.revision(
                "many",
                "",
                "DO $$ BEGIN FOR i IN 1..2000 LOOP EXECUTE format('CREATE TABLE many_%s (id int PRIMARY KEY, a text, b int"
                        + " REFERENCES many_1, c timestamptz DEFAULT now())', CASE i WHEN 1 THEN '1' ELSE i::text END);"
                        + " END LOOP; END $$;",
                "");
        migrator().upgrade("many");
        List<Double> milliseconds = new ArrayList<>();
        double everything;
        try (Connection connection = database.dataSource().getConnection()) {
            Tracer tracer = Tracer.at(connection, Set.of("migration_revision", "migration_history"));
            long begin = System.nanoTime();
            Tracer.at(connection, Set.of());
            everything = (System.nanoTime() - begin) / 1e6;
            for (int revision = 0; revision < 20; revision++) {
                boolean traced = revision % 2 == 0;
                revisions.revision(
                        "r" + revision, revision == 0 ? "many" : "r" + (revision - 1), alterTables(revision), "");
                MigratorBuilder builder = traced ? builder().tracer(tracer) : builder();
                Migrator migrator = builder.build();
                long start = System.nanoTime();
                migrator.upgrade("heads");
                milliseconds.add((traced ? 1 : -1) * (System.nanoTime() - start) / 1e6 / 10);
            }
            assertThat(tracer.statements()).hasSize(100);
        }
        List<Double> differences = new ArrayList<>();
        for (int pair = 0; pair < 20; pair += 2) {
            differences.add(milliseconds.get(pair) + milliseconds.get(pair + 1));
        }
        differences.sort(null);
        // The least disturbed pair: other tests share the processors.
        assertThat(differences.get(0)).as("milliseconds: %s", differences).isLessThan(everything / 4);
    }

    private static String alterTables(int revision) {
        StringBuilder script = new StringBuilder();
        for (int table = 2; table < 12; table++) {
            script.append("ALTER TABLE many_")
                    .append(revision * 10 + table)
                    .append(" ALTER COLUMN a SET DEFAULT 'x';\n");
        }
        return script.toString();
    }

    private static CatalogChange column(RelationTrace table, String name) {
        return table.changes(ObjectKind.COLUMN).stream()
                .filter(change -> change.object().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RelationTrace only(List<StatementTrace> statements) {
        assertThat(statements).hasSize(1);
        List<RelationTrace> tables = statements.get(0).existing().toList();
        assertThat(tables).hasSize(1);
        return tables.get(0);
    }

    /** Traces revisions, each with a text, after the tables were created. */
    private List<StatementTrace> trace(String... texts) throws SQLException {
        database.reset();
        revisions.revision("start", "", BASE, "");
        migrator().upgrade("start");
        List<String> ids = new ArrayList<>(List.of("start"));
        for (String text : texts) {
            String id = "r" + ids.size();
            revisions.revision(id, ids.get(ids.size() - 1), text, "");
            ids.add(id);
        }
        try (Connection connection = database.dataSource().getConnection()) {
            Tracer tracer = Tracer.at(connection, Set.of("migration_revision", "migration_history"));
            builder().tracer(tracer).build().upgrade("heads");
            return tracer.statements();
        } finally {
            ids.subList(1, ids.size()).forEach(revisions::delete);
        }
    }
}
