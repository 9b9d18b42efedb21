// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.migration.event.MigrationEvent;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

import static org.assertj.core.api.Assertions.assertThat;

/** When repeatables are applied. */
class RepeatableTests extends RepeatableTestBase {

    @Test
    void viewIsCreatedAfterTheLastRevisionInItsTransaction() {
        revisions.table("a", "").table("b", "a");
        revisions.repeatable("v", "", VIEW);

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b", "repeatable:v");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED", "UPGRADE repeatable:v APPLIED");
        assertThat(text("SELECT xmin FROM migration_history WHERE revision = 'b'"))
                .isEqualTo(text("SELECT xmin FROM migration_history WHERE revision = 'repeatable:v'"));
        assertThat(views()).containsExactly("v");
    }

    @Test
    void whatViewsStandOnComesFirst() {
        revisions.table("a", "");
        revisions.repeatable("a_top", "middle", "CREATE OR REPLACE VIEW a_top AS SELECT * FROM middle;");
        revisions.repeatable("middle", "z_low", "CREATE OR REPLACE VIEW middle AS SELECT * FROM z_low;");
        revisions.repeatable("z_low", "", "CREATE OR REPLACE VIEW z_low AS SELECT * FROM a;");

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "repeatable:z_low", "repeatable:middle", "repeatable:a_top");
    }

    @Test
    void aFunctionWhoseBodyChangedIsReplacedAlone() {
        revisions.table("a", "");
        revisions.repeatable("f", "", function(1));
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        revisions.repeatable("f", "", function(2));
        List<MigrationEvent> events = new ArrayList<>();

        builder().listener(events::add).build().upgrade("heads");

        assertThat(text("SELECT f()")).isEqualTo("2");
        assertThat(applied()).containsExactly("a", "repeatable:v", "repeatable:f");
        assertThat(history()).hasSize(4).endsWith("UPGRADE repeatable:f APPLIED");
        assertThat(events)
                .filteredOn(event -> !(event instanceof MigrationEvent.LockObtained))
                .hasExactlyElementsOfTypes(
                        MigrationEvent.ChangesClassified.class,
                        MigrationEvent.Started.class,
                        MigrationEvent.RepeatableApplied.class,
                        MigrationEvent.Finished.class);
    }

    @Test
    void whatNeedsAChangedOneIsAppliedAgainToo() {
        revisions.table("a", "");
        revisions.repeatable("f", "", function(1));
        revisions.repeatable("g", "f", "CREATE OR REPLACE FUNCTION g() RETURNS text LANGUAGE sql AS 'SELECT f()';");
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        revisions.repeatable("f", "", function(2));

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "repeatable:v", "repeatable:f", "repeatable:g");
    }

    @Test
    void aTriggerWorks() {
        revisions.irreversible("a", "", "CREATE TABLE a (id int, note text);");
        revisions.repeatable("t", "f", """
                DROP TRIGGER IF EXISTS t ON a;
                CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();
                """);
        revisions.repeatable("f", "", """
                CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN NEW.note := 'seen'; RETURN NEW; END $$;
                """);

        migrator().upgrade("heads");
        sql("INSERT INTO a VALUES (1)");

        assertThat(text("SELECT note FROM a")).isEqualTo("seen");
    }

    @Test
    void commentsAndWhiteSpaceAreNoChange() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        revisions.write(
                "v",
                "-- Shows a.\r\n-- @repeatable v\r\n\r\n-- @upgrade\r\n-- So:\r\nCREATE OR REPLACE VIEW v /* ! */ AS"
                        + "\r\n  SELECT id FROM a;\r\n");

        assertThat(migrator().upgrade("heads").plan().isEmpty()).isTrue();

        assertThat(history()).hasSize(2);
    }

    @Test
    void theValueOfAVariableIsAChange() {
        revisions.table("a", "");
        revisions.repeatable(
                "f", "", "CREATE OR REPLACE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''${who}''';");
        builder()
                .settings(settings().toBuilder().variables(Map.of("who", "ann")).build())
                .build()
                .upgrade("heads");

        builder()
                .settings(settings().toBuilder().variables(Map.of("who", "bob")).build())
                .build()
                .upgrade("heads");
        builder()
                .settings(settings().toBuilder()
                        .variables(Map.of("who", "bob", "other", "x"))
                        .build())
                .build()
                .upgrade("heads");

        assertThat(text("SELECT f()")).isEqualTo("bob");
        assertThat(history()).hasSize(3);
    }

    @Test
    void aRevisionThatDropsAViewHasItMadeAgain() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        revisions.repeatable("w", "v", "CREATE OR REPLACE VIEW w AS SELECT * FROM v;");
        migrator().upgrade("heads");
        reapplying("b", "a", "v", "DROP VIEW v CASCADE; ALTER TABLE a ALTER COLUMN id TYPE bigint;");

        migrator().upgrade("heads");

        assertThat(views()).containsExactly("v", "w");
        assertThat(migrator().reader().status().pendingRepeatables()).isEmpty();
    }

    @Test
    void aJavaRevisionHasAViewMadeAgainToo() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");

        builder().javaRevisions(List.of(new DropsTheView())).build().upgrade("heads");

        assertThat(views()).containsExactly("v");
        assertThat(applied()).containsExactly("a", "b", "repeatable:v");
        assertThat(text("SELECT xmin FROM migration_history WHERE revision = 'b'"))
                .isEqualTo(text("SELECT xmin FROM migration_revision WHERE revision = 'repeatable:v'"));
    }

    @Test
    void afterARevisionInSegmentsRepeatablesHaveATransactionOfTheirOwn() {
        revisions.table("a", "").irreversible("b", "a", "CREATE INDEX CONCURRENTLY ix ON a (id);");
        revisions.repeatable("v", "", VIEW);
        revisions.repeatable("w", "v", "CREATE OR REPLACE VIEW w AS SELECT * FROM v;");

        migrator().upgrade("heads");

        assertThat(views()).containsExactly("v", "w");
        assertThat(text("SELECT count(DISTINCT xmin::text) FROM migration_history WHERE revision LIKE 'repeatable:%'"))
                .isEqualTo("1");
        assertThat(applied()).containsExactly("a", "b", "repeatable:v", "repeatable:w");
    }

    @Test
    void anApplicationMayHaveRepeatablesOnly() {
        revisions.repeatable("f", "", function(1));

        migrator().upgrade("heads");

        assertThat(text("SELECT f()")).isEqualTo("1");
        assertThat(applied()).containsExactly("repeatable:f");
    }

    @Test
    void eachBeginsWithACleanSession() {
        revisions.irreversible("a", "", """
                CREATE SCHEMA other;
                SET search_path = other;
                SET standard_conforming_strings = off;
                """);
        revisions.repeatable(
                "f",
                "",
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''\\''::text'; SET search_path = other;");
        revisions.repeatable("g", "", "CREATE FUNCTION g() RETURNS text LANGUAGE sql AS $$ SELECT 1::text $$;");

        migrator().upgrade("heads");

        assertThat(text("SELECT public.f() || public.g()")).isEqualTo("\\1");
    }

    @RevisionHeader(revision = "b", revises = "a", reapply = "v")
    private static final class DropsTheView implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("DROP VIEW v").update();
        }
    }

    private void reapplying(String id, String revises, String names, String upgrade) {
        revisions.write(
                id,
                "-- @revision " + id + "\n-- @revises " + revises + "\n-- @reapply " + names + "\n-- @upgrade\n"
                        + upgrade);
    }

    private static String function(int result) {
        return "CREATE OR REPLACE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''" + result + "''';";
    }
}
