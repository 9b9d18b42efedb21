// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.migration.script.Hook;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

import static org.assertj.core.api.Assertions.assertThat;

/** The order of hooks, and their transactions. */
class HookTests extends HookTestBase {

    @Test
    void everyEventOfAnUpgradeAndADowngradeHasItsMoment() {
        noteAllEvents();
        revisions
                .revision("a", "", "INSERT INTO diary (entry) VALUES ('a itself');", "SELECT 1;")
                .revision("b", "a", "INSERT INTO diary (entry) VALUES ('b itself');", "SELECT 1;");

        migrator().upgrade("heads");
        assertThat(entries())
                .containsExactly(
                        "before-upgrade upgrade ",
                        "before-revision upgrade a",
                        "a itself",
                        "after-revision upgrade a",
                        "before-revision upgrade b",
                        "b itself",
                        "after-revision upgrade b",
                        "after-upgrade upgrade ");

        sql("DELETE FROM diary");
        migrator().downgrade("a");
        assertThat(entries())
                .containsExactly(
                        "before-downgrade downgrade ",
                        "before-revision downgrade b",
                        "after-revision downgrade b",
                        "after-downgrade downgrade ");
    }

    @Test
    void nothingPendingAndStampsCallNoHook() {
        noteAllEvents();
        revisions.table("a", "").table("b", "a");

        migrator().stamp("a");
        assertThat(entries()).isEmpty();

        migrator().stamp("b");
        migrator().upgrade("heads");
        assertThat(entries()).isEmpty();
    }

    @Test
    void aRevisionAndTheHooksAroundItAreOneTransaction() {
        noteAllEvents();
        revisions.table("a", "").table("b", "a");

        migrator().upgrade("heads");

        assertThat(text("SELECT count(DISTINCT transaction) FROM diary WHERE entry LIKE '% a'"))
                .isEqualTo("1");
        assertThat(text("SELECT count(DISTINCT transaction) FROM diary")).isEqualTo("4");
    }

    @Test
    void hooksOfOneEventRunByTheNameOfTheirFile() {
        hook("20", Hook.Event.BEFORE_UPGRADE, "INSERT INTO diary (entry) VALUES ('second');");
        hook("10", Hook.Event.BEFORE_UPGRADE, "INSERT INTO diary (entry) VALUES ('first');");
        revisions.table("a", "");

        migrator().upgrade("heads");

        assertThat(entries()).containsExactly("first", "second");
    }

    @Test
    void beforeRevisionSetsWhatTheScriptFinds() {
        sql("CREATE SCHEMA elsewhere");
        hook("h", Hook.Event.BEFORE_REVISION, "SET LOCAL search_path = elsewhere;");
        revisions.table("a", "");

        migrator().upgrade("heads");

        assertThat(text("SELECT to_regclass('elsewhere.a')::text")).isEqualTo("elsewhere.a");
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void scriptInSegmentsHasItsHooksInTheFirstAndTheLastTransaction() {
        noteAllEvents();
        revisions.irreversible("a", "", "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY ix ON a (id);");

        migrator().upgrade("heads");

        assertHooksAroundA();
    }

    @Test
    void hooksStandAroundJavaRevisionsToo() {
        noteAllEvents();

        builder().javaRevisions(List.of(new Notes())).build().upgrade("heads");

        assertThat(entries())
                .containsExactly(
                        "before-upgrade upgrade ",
                        "before-revision upgrade j",
                        "in Java",
                        "after-revision upgrade j",
                        "after-upgrade upgrade ");
    }

    @Test
    void beforeUpgradeRunsOnceAlthoughTheSessionIsLost() {
        noteAllEvents();
        sql("CREATE SEQUENCE tries");
        revisions.irreversible("a", "", """
                DO $$ BEGIN IF nextval('public.tries') < 2 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; END $$;
                """);

        migrator().upgrade("heads");

        assertHooksAroundA();
    }

    @Test
    void hooksAroundARevisionCostNoRoundTrip() throws Exception {
        revisions.table("a", "").table("b", "a");
        int without = roundTrips();
        noteRevisionEvents();
        database.reset();
        makeDiary();

        assertThat(roundTrips()).isEqualTo(without);
        assertThat(entries()).hasSize(4);
    }

    private int roundTrips() throws Exception {
        try (ServerProxy proxy = new ServerProxy(database)) {
            builder().dataSource(proxy.dataSource()).build().upgrade("heads");
            return proxy.roundTrips();
        }
    }

    private void noteRevisionEvents() {
        note(Hook.Event.BEFORE_REVISION);
        note(Hook.Event.AFTER_REVISION);
    }

    @RevisionHeader(revision = "j")
    static class Notes implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("INSERT INTO diary (entry) VALUES ('in Java')").update();
        }
    }

    private void assertHooksAroundA() {
        assertThat(entries())
                .containsExactly(
                        "before-upgrade upgrade ",
                        "before-revision upgrade a",
                        "after-revision upgrade a",
                        "after-upgrade upgrade ");
    }
}
