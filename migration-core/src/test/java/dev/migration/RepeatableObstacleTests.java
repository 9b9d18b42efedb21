// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;
import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PgBouncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Objects of repeatables that depend on what a revision drops or alters. */
class RepeatableObstacleTests extends RepeatableTestBase {

    private static final String WIDEN = "ALTER TABLE a ALTER COLUMN id TYPE bigint;";
    private static final String NARROW = "ALTER TABLE a ALTER COLUMN id TYPE int;";
    private static final String ADD = "ALTER TABLE a ADD COLUMN rating int;";
    private static final String DROP = "ALTER TABLE a DROP COLUMN rating;";

    private final List<MigrationEvent> events = new ArrayList<>();

    @Test
    void aDowngradeDropsAViewAndAppliesItAgain() {
        revisions.table("a", "").revision("b", "a", ADD, DROP);
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT * FROM a;");
        migrator().upgrade("heads");
        assertThat(columns()).contains("v.rating");

        builder().listener(events::add).build().downgrade("-1");

        assertThat(columns()).containsExactly("a.id", "v.id");
        assertThat(applied()).containsExactly("a", "repeatable:v");
        assertThat(history()).endsWith("DOWNGRADE b REVERTED", "DOWNGRADE repeatable:v APPLIED");
        assertThat(migrator().reader().status().pendingRepeatables()).isEmpty();
        assertThat(events(MigrationEvent.ObjectsReplaced.class))
                .singleElement()
                .satisfies(replaced -> assertThat(replaced.objects()).containsExactly("view public.v"));
        assertThat(events(MigrationEvent.RepeatableApplied.class)).hasSize(1);
        migrator().upgrade("heads");
        assertThat(views()).containsExactly("v");
    }

    @Test
    void viewsOnViewsAreDroppedAndAppliedInOrder() {
        revisions.table("a", "").revision("b", "a", WIDEN, NARROW);
        revisions.repeatable("v", "", VIEW);
        revisions.repeatable("a_on_v", "v", "CREATE OR REPLACE VIEW w AS SELECT id FROM v;");
        revisions.repeatable("top", "a_on_v", "CREATE OR REPLACE VIEW \"Top\" AS SELECT id FROM w;");
        migrator().upgrade("heads");
        assertThat(type("Top")).isEqualTo("bigint");

        migrator().downgrade("-1");

        assertThat(views()).containsExactlyInAnyOrder("v", "w", "Top");
        assertThat(type("Top")).isEqualTo("integer");
    }

    @Test
    void anUpgradeDoesTheSame() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        revisions.revision("b", "a", WIDEN, NARROW);

        migrator().upgrade("heads");

        assertThat(type("v")).isEqualTo("bigint");
        assertThat(history()).endsWith("UPGRADE b APPLIED", "UPGRADE repeatable:v APPLIED");
    }

    @Test
    void aRevisionThatIsNotTheLastDoesTheSameAndTheEditedTextFollows() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        revisions.repeatable("w", "", "CREATE OR REPLACE VIEW w AS SELECT 1 AS one;");
        migrator().upgrade("heads");
        revisions.revision("b", "a", WIDEN, NARROW).table("c", "b");
        revisions.repeatable("w", "", "CREATE OR REPLACE VIEW w AS SELECT 2 AS one;");

        migrator().upgrade("heads");

        assertThat(history())
                .endsWith(
                        "UPGRADE b APPLIED",
                        "UPGRADE repeatable:v APPLIED",
                        "UPGRADE c APPLIED",
                        "UPGRADE repeatable:w APPLIED");
        assertThat(type("v")).isEqualTo("bigint");
    }

    @Test
    void theLastRevisionOfAnUpgradeDropsTheOldTextOfAnEditedView() {
        revisions.table("a", "").revision("b", "a", ADD, DROP);
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT id, rating FROM a;");
        migrator().upgrade("heads");
        revisions.irreversible("c", "b", DROP);
        revisions.repeatable("v", "", VIEW);

        migrator().upgrade("heads");

        assertThat(columns()).containsExactly("a.id", "v.id");
    }

    @Test
    void aRepeatableThatDropsItsViewFirstTakesTheViewsOnItAlong() {
        revisions.table("a", "");
        revisions.repeatable("v", "", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT id FROM a;");
        revisions.repeatable("w", "", "CREATE OR REPLACE VIEW w AS SELECT id FROM v;");
        migrator().upgrade("heads");
        revisions.repeatable("v", "", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT 2 AS two, id FROM a;");

        migrator().upgrade("heads");

        assertThat(columns()).contains("v.two", "w.id");
    }

    @Test
    void aViewThatCannotBeAppliedAgainStopsTheDowngradeAndTheRemedyWorks() {
        revisions.table("a", "").revision("b", "a", ADD, DROP);
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT id, rating FROM a;");
        migrator().upgrade("heads");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().downgrade("-1"))
                .satisfies(failure -> {
                    assertThat(failure.problem())
                            .contains("Repeatable v (", "v.sql:2", "column \"rating\" does not exist")
                            .contains("Both were rolled back");
                    assertThat(failure.remedy())
                            .contains("view public.v", "v.sql", "'-- @reapply v'", "b.sql", "downgrade again")
                            .contains("DROP VIEW IF EXISTS public.v;");
                });

        assertThat(columns()).containsExactly("a.id", "a.rating", "v.id", "v.rating");
        assertThat(applied()).containsExactly("a", "b", "repeatable:v");
        // Literally: one line in the header is enough.
        revisions.write(
                "b",
                "-- Message of b\n-- @revision b\n-- @revises a\n-- @reapply v\n-- @upgrade\n" + ADD
                        + "\n-- @downgrade\n" + DROP + "\n");
        migrator().downgrade("-1");
        assertThat(views()).isEmpty();
        assertThat(migrator().reader().status().pendingRepeatables()).containsExactly("v");
        migrator().upgrade("heads");
        assertThat(columns()).contains("v.rating");
    }

    @Test
    void aViewOfAUserIsNeverDropped() {
        revisions.table("a", "").revision("b", "a", WIDEN, NARROW);
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        sql("CREATE VIEW theirs AS SELECT id FROM v");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().downgrade("-1"))
                .satisfies(failure -> assertThat(failure.problem()).contains("theirs"))
                .satisfies(failure -> assertThat(failure.remedy())
                        .contains("no repeatable here creates", "Drop them, then downgrade again."));

        assertThat(views()).containsExactly("theirs", "v");
        assertThat(type("theirs")).isEqualTo("bigint");
        assertThat(applied()).containsExactly("a", "b", "repeatable:v");
    }

    @Test
    void aViewOfAUserOnTheTableStopsTheDowngradeToo() {
        revisions.table("a", "").revision("b", "a", ADD, DROP);
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT * FROM a;");
        migrator().upgrade("heads");
        sql("CREATE VIEW theirs AS SELECT rating FROM a");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().downgrade("-1"))
                .satisfies(failure -> assertThat(failure.problem()).contains("view theirs depends on"));

        assertThat(views()).containsExactly("theirs", "v");
    }

    @Test
    void aViewThatARevisionCreatedIsNotThatOfARepeatableThatWasNeverApplied() {
        revisions.irreversible("a", "", "CREATE TABLE a (id int); CREATE VIEW v AS SELECT id FROM a;");
        migrator().upgrade("heads");
        revisions.revision("b", "a", WIDEN, NARROW).table("c", "b");
        revisions.repeatable("v", "", VIEW);

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo("0A000");

        assertThat(type("v")).isEqualTo("integer");
    }

    @Test
    void whatWasGrantedAndSaidByHandIsRestored() {
        role("reporting");
        revisions.table("a", "").revision("b", "a", WIDEN, NARROW);
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        sql("GRANT SELECT ON v TO reporting WITH GRANT OPTION");
        sql("GRANT UPDATE (id) ON v TO reporting");
        sql("GRANT SELECT ON v TO PUBLIC");
        sql("COMMENT ON VIEW v IS 'It''s \\ said'");
        sql("COMMENT ON COLUMN v.id IS 'the id'");
        String before = facts();

        migrator().downgrade("-1");

        assertThat(type("v")).isEqualTo("integer");
        assertThat(facts()).isEqualTo(before).contains("reporting=r*/", "reporting=w/", "It's \\ said", "the id");
    }

    @Test
    void aFunctionThatWasTakenFromPublicStaysSo() {
        revisions.table("a", "").revision("b", "a", "CREATE TYPE t AS (x int);", "DROP TYPE t;");
        revisions.revision("c", "b", "CREATE TABLE q (x t);", "DROP TABLE q;");
        revisions.repeatable("f", "", "CREATE OR REPLACE FUNCTION f(x q) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;");
        migrator().upgrade("heads");
        sql("REVOKE EXECUTE ON FUNCTION f(q) FROM PUBLIC");
        revisions.revision(
                "d", "c", "SELECT 1;", "DROP FUNCTION IF EXISTS nothing(); DROP TABLE q; CREATE TABLE q (x t);");
        migrator().upgrade("heads");

        migrator().downgrade("-1");

        assertThat(text("SELECT proacl::text FROM pg_proc WHERE proname = 'f'")).doesNotContain("{=X/");
    }

    @Test
    void whatNoScriptRestoresStopsTheDowngrade() {
        revisions.table("a", "").revision("b", "a", WIDEN, NARROW);
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        sql("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$");
        sql("CREATE TRIGGER by_hand INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f()");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().downgrade("-1"))
                .satisfies(failure -> {
                    assertThat(failure.problem()).contains("view public.v", "CREATE TRIGGER by_hand", "v.sql");
                    assertThat(failure.remedy()).contains("v.sql");
                });

        assertThat(text("SELECT count(*) FROM pg_trigger WHERE tgname = 'by_hand'"))
                .isEqualTo("1");
        assertThat(type("v")).isEqualTo("bigint");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT * FROM a; CREATE UNIQUE INDEX IF NOT EXISTS ix ON m (id)|m.rating
        DROP TRIGGER IF EXISTS t ON a; CREATE TRIGGER t BEFORE UPDATE OF rating ON a FOR EACH ROW WHEN (new.id > 0) EXECUTE FUNCTION f()|
        DROP POLICY IF EXISTS p ON a; CREATE POLICY p ON a USING (rating > 0)|
        CREATE OR REPLACE FUNCTION g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT rating FROM a; END|
        CREATE OR REPLACE PROCEDURE "G h"() LANGUAGE sql BEGIN ATOMIC SELECT rating FROM a; END|
        CREATE OR REPLACE RULE r AS ON UPDATE TO a WHERE old.rating > 0 DO ALSO SELECT 1|
        CREATE OR REPLACE RECURSIVE VIEW public . "Numbers" (n) AS SELECT rating FROM a UNION SELECT n + 1 FROM "Numbers" WHERE n < 3|
        SET search_path = pg_catalog; CREATE OR REPLACE VIEW public.q AS SELECT rating FROM public.a|
        """)
    void everyKindOfObjectIsAppliedAgain(String script) {
        sql("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$");
        revisions.irreversible("a", "", "CREATE TABLE a (id int, rating int);");
        revisions.revision(
                "b",
                "a",
                "ALTER TABLE a ALTER COLUMN rating TYPE bigint;",
                "ALTER TABLE a ALTER COLUMN rating TYPE int;");
        migrator().upgrade("heads");
        revisions.repeatable("x", "", script + ";");
        migrator().upgrade("heads");

        migrator().downgrade("-1");

        assertThat(history()).endsWith("DOWNGRADE b REVERTED", "DOWNGRADE repeatable:x APPLIED");
        assertThat(text("SELECT atttypid::regtype::text FROM pg_attribute WHERE attrelid = 'a'::regclass"
                        + " AND attname = 'rating'"))
                .isEqualTo("integer");
    }

    @Test
    void aTextThatWasEditedSinceIsNotAppliedByADowngrade() {
        revisions.table("a", "").revision("b", "a", WIDEN, NARROW);
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT id, 1 AS one FROM a;");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().downgrade("-1"))
                .satisfies(failure -> assertThat(failure.remedy()).contains("@reapply v", "v.sql", "edited"));

        assertThat(columns()).doesNotContain("v.one");
    }

    @Test
    void aRevisionInSegmentsNamesTheRepeatable() {
        revisions
                .table("a", "")
                .revision(
                        "b",
                        "a",
                        WIDEN + " CREATE INDEX CONCURRENTLY ix ON a (id);",
                        "DROP INDEX CONCURRENTLY ix; " + NARROW);
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().downgrade("-1"))
                .satisfies(failure ->
                        assertThat(failure.remedy()).contains("v.sql", "@reapply v", "DROP VIEW IF EXISTS public.v;"));
    }

    @Test
    void anObjectOfADoBlockHasARemedyToo() {
        revisions.table("a", "").revision("b", "a", WIDEN, NARROW);
        revisions.repeatable("v", "", "DO $$ BEGIN EXECUTE 'CREATE OR REPLACE VIEW v AS SELECT id FROM a'; END $$;");
        migrator().upgrade("heads");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().downgrade("-1"))
                .satisfies(failure ->
                        assertThat(failure.remedy()).contains("DROP … IF EXISTS", "'-- @reapply NAME'", "b.sql"));
    }

    @Test
    void behindAPoolerItWorksToo() throws Exception {
        InstalledProgram.require(PgBouncer.program().isPresent(), "PgBouncer (Debian package pgbouncer)");
        revisions.table("a", "").revision("b", "a", WIDEN, NARROW);
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 2)) {
            builder().dataSource(pooler.dataSource()).build().downgrade("-1");
        }
        assertThat(type("v")).isEqualTo("integer");
    }

    @Test
    void anotherSchemaWithTheSameNamesIsNotTouched() throws SQLException {
        revisions.table("a", "").revision("b", "a", WIDEN, NARROW);
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        sql("CREATE SCHEMA other");
        sql("CREATE VIEW other.v AS SELECT id FROM public.a");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().downgrade("-1"))
                .withMessageContaining("other.v");

        assertThat(type("other.v")).isEqualTo("bigint");
        assertThat(type("v")).isEqualTo("bigint");
    }

    @Test
    void aJavaRevisionDoesTheSame() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");

        builder().javaRevisions(List.of(new Widening())).build().upgrade("heads");

        assertThat(type("v")).isEqualTo("bigint");
    }

    @Test
    void aRevisionThatDeclaresItNeedsNoStatement() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        revisions.repeatable("w", "v", "CREATE OR REPLACE VIEW w AS SELECT id FROM v;");
        migrator().upgrade("heads");
        revisions.write(
                "b",
                "-- @revision b\n-- @revises a\n-- @reapply v, w\n-- @upgrade\n" + WIDEN + "\n-- @downgrade\n"
                        + NARROW);
        migrator().upgrade("heads");
        assertThat(type("w")).isEqualTo("bigint");

        migrator().downgrade("-1");

        assertThat(views()).isEmpty();
        assertThat(migrator().reader().status().pendingRepeatables()).containsExactly("v", "w");
        migrator().downgrade("base");
        assertThat(tables()).isEmpty();
    }

    @Test
    void inATenantOnlyItsOwnViewIsDropped() {
        revisions.table("a", "").revision("b", "a", WIDEN, NARROW);
        revisions.repeatable("v", "", VIEW);
        sql("CREATE SCHEMA one");
        sql("CREATE SCHEMA two");
        TenantMigrator tenants = TenantMigrator.builder(migrator())
                .source(TenantSource.of(List.of("one", "two")))
                .build();
        tenants.upgradeAll();

        tenants.migrator("one").downgrade("-1");

        assertThat(type("one.v")).isEqualTo("integer");
        assertThat(type("two.v")).isEqualTo("bigint");
    }

    @RevisionHeader(revision = "b", revises = "a")
    private static final class Widening implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql(WIDEN).update();
        }
    }

    private void role(String name) {
        sql("DO $$ BEGIN IF to_regrole('" + name + "') IS NULL THEN CREATE ROLE " + name + "; END IF; END $$");
    }

    private String facts() {
        return text("SELECT concat_ws('; ', relacl, attacl, obj_description(c.oid), col_description(c.oid, 1))"
                + " FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum = 1 WHERE c.oid = 'v'::regclass");
    }

    private String type(String relation) {
        return text("SELECT atttypid::regtype::text FROM pg_attribute WHERE attrelid = '"
                + (relation.contains(".") ? relation : '"' + relation + '"') + "'::regclass AND attnum = 1");
    }

    private <E extends MigrationEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
