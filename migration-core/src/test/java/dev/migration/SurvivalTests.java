// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.migration.rehearsal.RehearsalEnd;
import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.survival.RecordedStatement;
import dev.migration.survival.StatementFile;
import dev.migration.survival.SurvivalReport;
import dev.migration.survival.SurvivalSurvey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class SurvivalTests extends MigratorTestBase {

    private static final int TABLES = 10;

    @BeforeEach
    void createTables() {
        StringBuilder script = new StringBuilder();
        for (int table = 0; table < TABLES; table++) {
            script.append(
                    "CREATE TABLE t" + table + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(50),"
                            + " state text NOT NULL DEFAULT 'open', owner int, made timestamptz NOT NULL DEFAULT now());\n");
        }
        revisions.irreversible("start", "", script.toString());
        migrator().upgrade("start");
    }

    /** Twenty statements for each of ten tables, as pg_stat_statements has them. */
    private static List<String> statements() {
        List<String> all = new ArrayList<>();
        for (int table = 0; table < TABLES; table++) {
            for (String statement : List.of(
                    "SELECT id, name FROM T WHERE id = $1",
                    "SELECT count(*) FROM T",
                    "SELECT name FROM T WHERE state = $1 ORDER BY made LIMIT $2",
                    "SELECT state, count(*) FROM T GROUP BY state",
                    "SELECT id FROM T WHERE owner = $1",
                    "SELECT max(made) FROM T",
                    "SELECT id FROM T WHERE made > now() - interval $1",
                    "SELECT x.id FROM T x WHERE x.name LIKE $1 || $2",
                    "SELECT $1 FROM T WHERE id IN ($2, $3)",
                    "SELECT EXISTS (SELECT 1 FROM T WHERE state = $1)",
                    "INSERT INTO T (name, owner) VALUES ($1, $2)",
                    "INSERT INTO T (name, state, owner) VALUES ($1, $2, $3) RETURNING id",
                    "INSERT INTO T (state) SELECT $1",
                    "INSERT INTO T (owner, state) VALUES ($1, $2), ($3, $4)",
                    "UPDATE T SET state = $1 WHERE id = $2",
                    "UPDATE T SET name = $1, owner = $2 WHERE id = $3",
                    "UPDATE T SET made = now() WHERE owner = $1",
                    "DELETE FROM T WHERE id = $1",
                    "DELETE FROM T USING T o WHERE o.id = T.id AND o.made < $1",
                    "WITH n AS (INSERT INTO T (name) VALUES ($1) RETURNING id) SELECT id FROM n")) {
                all.add(statement.replaceAll("\\bT\\b", "t" + table));
            }
        }
        return all;
    }

    @Test
    void aRenameADropATypeAndANotNullBreakWhatUsesThemAndNothingElse() {
        revisions.irreversible("r", "start", "ALTER TABLE t1 RENAME COLUMN name TO title;");
        revisions.irreversible("d", "r", "ALTER TABLE t2 DROP COLUMN owner;");
        revisions.irreversible("t", "d", "ALTER TABLE t3 ALTER COLUMN owner TYPE text;");
        revisions.irreversible("n", "t", "ALTER TABLE t4 ALTER COLUMN name SET NOT NULL;");
        revisions.irreversible(
                "w", "n", "ALTER TABLE t5 ALTER COLUMN owner TYPE bigint; ALTER TABLE t6 ADD COLUMN x int;");

        List<String> all = statements();
        SurvivalReport report = survive(all);

        assertThat(all).hasSize(200);
        assertThat(report.rehearsal().end()).isEqualTo(RehearsalEnd.COMPLETE);
        assertThat(report.unjudged()).isEmpty();
        assertThat(report.judged()).isEqualTo(200);
        assertThat(texts(report.broken().stream()
                        .filter(broken -> broken.revision().equals("r"))))
                .isEqualTo(those(all, "t1", "\\bname\\b"));
        assertThat(texts(report.broken().stream()
                        .filter(broken -> broken.revision().equals("d"))))
                .isEqualTo(those(all, "t2", "\\bowner\\b"));
        // An integer is text after an assignment; only a comparison has no operator.
        assertThat(texts(report.broken().stream()
                        .filter(broken -> broken.revision().equals("t"))))
                .isEqualTo(those(all, "t3", "owner = \\$1"));
        assertThat(report.broken()).hasSize(7 + 6 + 2);
        assertThat(report.failing()).allSatisfy(failing -> {
            assertThat(failing.revision()).isEqualTo("n");
            assertThat(failing.column()).isEqualTo("t4.name");
        });
        assertThat(report.failing())
                .extracting(failing -> failing.statement().text())
                .containsExactlyInAnyOrder(
                        "INSERT INTO t4 (state) SELECT $1", "INSERT INTO t4 (owner, state) VALUES ($1, $2), ($3, $4)");
        assertThat(columns()).contains("t1.name", "t2.owner");
    }

    private static Set<String> those(List<String> all, String table, String pattern) {
        Set<String> found = new TreeSet<>();
        all.stream()
                .filter(text -> text.matches("(?s).*\\b" + table + "\\b.*") && text.matches("(?s).*" + pattern + ".*"))
                .forEach(found::add);
        return found;
    }

    private static Set<String> texts(Stream<SurvivalReport.Broken> broken) {
        Set<String> found = new TreeSet<>();
        broken.forEach(one -> found.add(one.statement().text()));
        return found;
    }

    @Test
    void theLastRevisionThatBreaksItIsNamed() {
        revisions.irreversible("a", "start", "ALTER TABLE t1 RENAME COLUMN name TO title;");
        revisions.irreversible("b", "a", "ALTER TABLE t1 RENAME COLUMN title TO name;");
        revisions.irreversible("c", "b", "ALTER TABLE t1 DROP COLUMN name;");
        revisions.irreversible("d", "c", "ALTER TABLE t2 RENAME COLUMN name TO title; SET search_path = pg_catalog;");
        revisions.irreversible("e", "d", "ALTER TABLE t2 RENAME COLUMN title TO name;");

        SurvivalReport report = survive(List.of("SELECT name FROM t1", "SELECT name FROM t2"));

        assertThat(report.broken()).singleElement().satisfies(broken -> {
            assertThat(broken.revision()).isEqualTo("c");
            assertThat(broken.state()).isEqualTo("42703");
            assertThat(broken.message()).contains("column \"name\" does not exist");
            assertThat(broken.position()).isEqualTo("SELECT ".length() + 1);
        });
    }

    @Test
    void aNewColumnAndADroppedDefaultNeedAValue() {
        revisions.irreversible("a", "start", "ALTER TABLE t1 ADD COLUMN priority int NOT NULL;");
        revisions.irreversible("b", "a", "ALTER TABLE t2 ALTER COLUMN state DROP DEFAULT;");
        revisions.irreversible("c", "b", "ALTER TABLE t3 ADD COLUMN priority int NOT NULL;");
        revisions.irreversible("d", "c", "ALTER TABLE t3 ALTER COLUMN priority SET DEFAULT 1;");

        SurvivalReport report = survive(List.of(
                "INSERT INTO t1 (name) VALUES ($1)",
                "INSERT INTO t1 OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4)",
                "INSERT INTO t2 (name) VALUES ($1)",
                "INSERT INTO t2 (name, \"state\") VALUES ($1, $2)",
                "INSERT INTO public.t2 AS x DEFAULT VALUES",
                "INSERT INTO t3 (name) VALUES ($1)"));

        assertThat(report.broken()).isEmpty();
        assertThat(report.failing())
                .extracting(failing -> failing.column() + " " + failing.revision() + " "
                        + failing.statement().text().substring(0, 20))
                .containsExactly(
                        "t1.priority a INSERT INTO t1 (name",
                        "t1.priority a INSERT INTO t1 OVERR",
                        "t2.state b INSERT INTO t2 (name",
                        "t2.state b INSERT INTO public.t");
    }

    @Test
    void aMergeThatInsertsNeedsAValue() {
        assumeThat(Integer.parseInt(text("SHOW server_version_num")))
                .as("MERGE is of PostgreSQL 15")
                .isGreaterThanOrEqualTo(150_000);
        revisions.irreversible("b", "start", "ALTER TABLE t2 ALTER COLUMN state DROP DEFAULT;");

        SurvivalReport report = survive(
                List.of("MERGE INTO t2 USING t1 ON t1.id = t2.id WHEN NOT MATCHED THEN INSERT (name) VALUES ($1)"));

        assertThat(report.failing())
                .extracting(failing -> failing.column() + " " + failing.revision())
                .containsExactly("t2.state b");
    }

    @Test
    void conditionsOnRowsAreRisks() {
        revisions.irreversible(
                "a", "start", "ALTER TABLE t1 ADD UNIQUE (name); ALTER TABLE t2 ADD CHECK (owner > 0) NOT VALID;");
        revisions.irreversible(
                "b", "a", "ALTER TABLE t3 ADD FOREIGN KEY (owner) REFERENCES t1; CREATE UNIQUE INDEX ON t5 (name);");
        revisions.irreversible(
                "c",
                "b",
                "ALTER TABLE t4 ALTER COLUMN name TYPE varchar(10); ALTER TABLE t6 ALTER COLUMN name TYPE text;");

        SurvivalReport report = survive(statements());

        assertThat(report.broken()).isEmpty();
        assertThat(report.failing()).isEmpty();
        assertThat(report.survives()).isTrue();
        assertThat(report.risks())
                .extracting(SurvivalReport.Risk::description)
                .satisfiesExactlyInAnyOrder(
                        unique -> assertThat(unique).contains("t1 has a new constraint", "UNIQUE (name)"),
                        check -> assertThat(check).contains("t2 has a new constraint", "CHECK"),
                        key -> assertThat(key).contains("t3 has a new constraint", "FOREIGN KEY"),
                        type -> assertThat(type)
                                .isEqualTo("t4.name was character varying(50) and is character varying(10)"),
                        index -> assertThat(index).contains("t5 has a new unique index"));
        assertThat(report.risks())
                .allSatisfy(risk -> assertThat(risk.statements()).hasSize(8));
    }

    @Test
    void whatCannotBePreparedBeforeIsNotJudged() {
        revisions.irreversible("a", "start", "ALTER TABLE t1 ADD COLUMN x int;");

        SurvivalReport report = survive(List.of(
                "SELECT * FROM temporary_thing",
                "SELECT 1; DROP TABLE t1",
                "COMMIT",
                "VACUUM t1",
                "SELECT $1, $2",
                "(SELECT id FROM t1)"));

        assertThat(report.unjudged())
                .extracting(one -> one.statement().text())
                .containsExactly("SELECT * FROM temporary_thing", "SELECT 1; DROP TABLE t1");
        assertThat(report.omitted())
                .containsOnlyKeys(
                        "transaction control and settings", "utility statements, which no PREPARE takes (VACUUM)");
        assertThat(report.judged()).isEqualTo(2);
        assertThat(report.broken()).isEmpty();
        assertThat(tables()).contains("t1");
    }

    private SurvivalReport survive(List<String> statements) {
        List<RecordedStatement> recorded = statements.stream()
                .map(text -> new RecordedStatement("test", text, 1))
                .toList();
        SurvivalSurvey survey = new SurvivalSurvey(StatementFile.of(recorded));
        return survey.report(migrator().rehearse("heads", RehearsalOptions.DEFAULT, survey));
    }
}
