// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.migration.plan.Step;
import dev.migration.revision.Revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The calls of the command line to {@link Migrator}. */
class CommandTests extends MigratorTestBase {

    @Test
    void aPlanRunsNothing() {
        revisions.table("a1", "").table("b2", "a1");

        assertThat(migrator().reader().plan("heads").steps())
                .map(Step::toString)
                .containsExactly("+a1", "+b2");
        assertThat(text("SELECT count(*) FROM pg_class WHERE relname LIKE 'migration%'"))
                .isEqualTo("0");
    }

    @Test
    void aPurgeForgetsWhatTheTargetDoesNotStandOn() {
        revisions.table("a1", "").table("x1", "");
        migrator().upgrade("heads");

        migrator().stamp(new StampRequest(List.of("x1"), true, Optional.empty()));

        assertThat(applied()).containsExactly("x1");
    }

    @Test
    void theTagOfAStampIsInTheHistory() {
        revisions.table("a1", "").table("b2", "a1");

        migrator().stamp(new StampRequest(List.of("heads"), false, Optional.of("restored from backup")));
        migrator().stamp("base");

        assertThat(jdbc().sql("SELECT concat_ws(' ', operation, revision, detail) FROM migration_history ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "STAMP a1 restored from backup", "STAMP b2 restored from backup", "STAMP b2", "STAMP a1");
    }

    @Test
    void aStampOfARepeatableKeepsItFromRunningUntilItChanges() {
        revisions.table("a1", "");
        revisions.write("view", "-- @repeatable tickets\nSELECT nonsense;\n");

        migrator().stamp(new StampRequest(List.of("a1"), false, Optional.of("moved"), List.of("tickets")));

        assertThat(migrator().reader().verify().pendingRepeatables()).isEmpty();
        assertThat(jdbc().sql("SELECT concat_ws(' ', operation, revision, detail) FROM migration_history ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("STAMP a1 moved", "STAMP repeatable:tickets moved");
        assertThat(migrator()
                        .stamp(new StampRequest(List.of("a1"), false, Optional.empty(), List.of("tickets")))
                        .plan()
                        .isEmpty())
                .isTrue();
        revisions.write("view", "-- @repeatable tickets\nCREATE OR REPLACE VIEW tickets AS SELECT 1 AS one;\n");
        migrator().upgrade("heads");
        assertThat(text("SELECT one FROM tickets")).isEqualTo("1");
    }

    @Test
    void aStampOfAnUnknownRepeatableNamesTheNearest() {
        revisions.table("a1", "");
        revisions.write("view", "-- @repeatable tickets\nSELECT 1;\n");

        assertThatThrownBy(() ->
                        migrator().stamp(new StampRequest(List.of("a1"), false, Optional.empty(), List.of("tickts"))))
                .isInstanceOf(UnknownRepeatableException.class)
                .hasMessageContaining("Did you mean 'tickets'?");
        assertThat(text("SELECT count(*) FROM pg_class WHERE relname LIKE 'migration%'"))
                .isEqualTo("0");
    }

    @Test
    void theTablesCanBeMadeAhead() {
        revisions.table("a1", "");

        migrator().ensureTables();
        migrator().ensureTables();

        assertThat(applied()).isEmpty();
        assertThat(tables()).isEmpty();
    }

    @Test
    void historyBeginsWhereTheDatabaseIs() {
        revisions.table("a1", "").table("b2", "a1").table("c3", "b2");
        migrator().upgrade("b2");

        assertThat(migrator().reader().history("current:")).map(Revision::id).containsExactly("c3", "b2");
    }

    @Test
    void scriptsAreReadWithoutADatabase() {
        revisions.table("a1", "").irreversible("b2", "a1", "SELECT 1;");

        Revisions read = Revisions.load(settings());

        assertThat(read.history(":")).map(Revision::id).containsExactly("b2", "a1");
        assertThat(read.resolve(List.of("head-1"))).map(Revision::id).containsExactly("a1");
        assertThat(read.find("b2")).get().satisfies(text -> {
            assertThat(text.reversible()).isFalse();
            assertThat(text.upgrade()).hasValueSatisfying(sql -> assertThat(sql).contains("SELECT 1;"));
        });
    }
}
