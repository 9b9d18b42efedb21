// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.migration.MigrationStatus.State;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.refusal.EditedRevisionException;
import dev.migration.plan.Step;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.version.AppliedRevision;
import dev.migration.version.StateTables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MigratorUpgradeTests extends MigratorTestBase {

    @Test
    void appliesEveryRevisionToAnEmptyDatabase() {
        revisions.table("a", "").table("b", "a").table("c", "a").table("m", "b, c");

        var result = migrator().upgrade("heads");

        assertThat(tables()).containsExactly("a", "b", "c", "m");
        assertThat(applied()).containsExactly("a", "b", "c", "m");
        assertThat(result.plan().steps()).extracting(Step::toString).containsExactly("+a", "+b", "+c", "+m");
        assertThat(result.plan().after()).containsExactly("m");
        assertThat(history())
                .containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED", "UPGRADE c APPLIED", "UPGRADE m APPLIED");
    }

    @Test
    void recordsUserHostAndApplication() {
        revisions.table("a", "").write("b", """
                        -- Add b.
                        -- @revision b
                        -- @revises a
                        -- @branch side
                        -- @created 2025-01-15T10:30:00Z
                        -- @upgrade
                        CREATE TABLE b (id int);
                        """);

        migrator().upgrade("heads");

        AppliedRevision b = migrator().reader().status().applied().get(1);
        assertThat(b.revision().downRevisions()).containsExactly("a");
        assertThat(b.revision().branchLabels()).containsExactly("side");
        assertThat(b.revision().message()).isEqualTo("Add b.");
        assertThat(b.revision().created()).hasToString("Optional[2025-01-15T10:30:00Z]");
        assertThat(b.checksum()).hasValueSatisfying(sum -> assertThat(sum).matches("v1:[0-9a-f]{64}"));
        assertThat(b.by().user()).isEqualTo(database.username());
        assertThat(b.by().application()).isEqualTo("application");
        assertThat(b.by().host()).isNotBlank();
    }

    @Test
    void recordsADependencyGivenByLabelAsItsRevision() {
        revisions
                .write("a", "-- @revision a\n-- @branch users\n-- @upgrade\n")
                .write("r", "-- @revision r\n-- @depends-on users\n-- @upgrade\n");

        migrator().upgrade("heads");

        assertThat(text("SELECT depends_on::text FROM migration_revision WHERE revision = 'r'"))
                .isEqualTo("{a}");
        assertThat(migrator().reader().status().current()).containsExactly("r");
    }

    @Test
    void doesNothingTheSecondTime() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        List<MigrationEvent> events = new ArrayList<>();

        var result = builder().listener(events::add).build().upgrade("heads");

        assertThat(result.plan().isEmpty()).isTrue();
        assertThat(events).singleElement().isInstanceOf(MigrationEvent.NothingToDo.class);
        assertThat(history()).containsExactly("UPGRADE a APPLIED");
    }

    @Test
    void needsNoMoreThanAReadOnlyConnectionWhenNothingIsPending() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        sql("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");

        assertThat(migrator().upgrade("heads").plan().isEmpty()).isTrue();
    }

    @Test
    void stopsAtTheTarget() {
        revisions.table("a", "").table("b", "a").table("c", "b");

        migrator().upgrade("b");
        assertThat(tables()).containsExactly("a", "b");

        migrator().upgrade("+1");
        assertThat(tables()).containsExactly("a", "b", "c");
    }

    @Test
    void runsARevisionThatAppearsOnAnotherBranch() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        revisions.table("c", "a");

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b", "c");
        assertThat(migrator().reader().status().current()).containsExactly("b", "c");
    }

    @Test
    void acceptsChangesOfCommentsAndWhiteSpace() {
        revisions.irreversible("a", "", "CREATE TABLE a (id int);");
        migrator().upgrade("heads");
        revisions.irreversible("a", "", "-- the first\r\nCREATE   TABLE a\r\n (id int) ;\r\n");

        assertThat(migrator().upgrade("heads").plan().isEmpty()).isTrue();
        assertThat(migrator().reader().status().state()).isEqualTo(State.UP_TO_DATE);
    }

    @Test
    void refusesAnEditedRevisionAndShowsWhereItDiffers() {
        revisions.table("a", "").irreversible("b", "a", "CREATE TABLE b (id int);\nCREATE INDEX ON b (id);");
        migrator().upgrade("heads");
        revisions
                .irreversible("b", "a", "CREATE TABLE b (id int);\nCREATE UNIQUE INDEX ON b (id);")
                .table("c", "b");

        EditedRevisionException failure = failedUpgrade(migrator(), EditedRevisionException.class);

        assertThat(failure.revisions()).containsExactly("b");
        assertThat(failure.problem())
                .contains("b.sql:6")
                .contains("- CREATE INDEX ON b (id)")
                .contains("+ CREATE UNIQUE INDEX ON b (id)");
        assertThat(failure.remedy()).contains("new revision");
        assertThat(tables()).containsExactly("a", "b");
        assertThat(migrator().reader().status().state()).isEqualTo(State.DIVERGED);
    }

    @Test
    void startsOnADatabaseThatANewerApplicationMigrated() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        revisions.delete("b");

        List<MigrationEvent> events = new ArrayList<>();
        builder().listener(events::add).build().upgrade("heads");

        assertThat(events)
                .hasSize(2)
                .contains(new MigrationEvent.UnknownRevisions(List.of("b")))
                .last()
                .isInstanceOf(MigrationEvent.NothingToDo.class);
        var status = migrator().reader().status();
        assertThat(status.state()).isEqualTo(State.AHEAD);
        assertThat(status.unknown()).containsExactly("b");
        assertThat(status.current()).containsExactly("b");
        assertThat(status.heads()).containsExactly("a");
    }

    @Test
    void keepsTheStateInTheGivenSchemaAndTables() {
        sql("CREATE SCHEMA \"Order\"");
        revisions.table("a", "");

        builder()
                .settings(settings().toBuilder()
                        .tables(new StateTables(Optional.of("Order"), "rev\"s", "hist"))
                        .build())
                .build()
                .upgrade("heads");

        assertThat(text("SELECT revision FROM \"Order\".\"rev\"\"s\"")).isEqualTo("a");
        assertThat(text("SELECT count(*) FROM \"Order\".hist")).isEqualTo("1");
    }

    @Test
    void findsItsTablesAfterTheFirstSchemaOfTheSearchPath() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        sql("CREATE SCHEMA first");
        sql("ALTER DATABASE " + database.name() + " SET search_path = first, public");
        revisions.table("b", "a");

        migrator().upgrade("heads");

        assertThat(text("SELECT string_agg(revision, ' ' ORDER BY ordinal) FROM public.migration_revision"))
                .isEqualTo("a b");
        assertThat(text("SELECT to_regclass('first.b')::text")).isEqualTo("b");
    }

    @Test
    void aRevisionMayBeNamedNull() {
        revisions.table("null", "").irreversible("b", "null", "CREATE TABLE b (id int);");
        revisions.write("null", "-- @revision null\n-- @upgrade\nCREATE TABLE a (id int);\n");

        migrator().upgrade("heads");

        assertThat(migrator().reader().status().applied().get(1).revision().downRevisions())
                .containsExactly("null");
    }

    @Test
    void twoApplicationsMayShareAHistory() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions.delete("a").table("b", "");

        builder()
                .settings(settings().toBuilder()
                        .tables(new StateTables(Optional.empty(), "other_revision", "migration_history"))
                        .build())
                .build()
                .upgrade("heads");

        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED");
    }

    @Test
    void replacesVariablesWhenThereAreAny() {
        revisions.irreversible("a", "", "CREATE TABLE ${name} (note text DEFAULT '${text} $1 ${text}');");

        builder()
                .settings(settings().toBuilder()
                        .variables(Map.of("name", "things", "text", "a$b\\c"))
                        .build())
                .build()
                .upgrade("heads");
        sql("INSERT INTO things DEFAULT VALUES");

        assertThat(text("SELECT note FROM things")).isEqualTo("a$b\\c $1 a$b\\c");
    }

    @Test
    void leavesDollarBracesAloneWithoutVariables() {
        revisions.irreversible("a", "", "CREATE TABLE a (note text DEFAULT '${text}');");

        migrator().upgrade("heads");
        sql("INSERT INTO a DEFAULT VALUES");

        assertThat(text("SELECT note FROM a")).isEqualTo("${text}");
    }

    @Test
    void loadsTheDataOfACopy() {
        revisions.irreversible("a", "", """
                CREATE TABLE a (id int, note text);
                COPY a (id, note) FROM STDIN;
                1\tone; two '
                2\t\\N
                \\.
                INSERT INTO a VALUES (3, 'three');
                """);

        migrator().upgrade("heads");

        assertThat(text("SELECT string_agg(concat(id, ':', note), '|' ORDER BY id) FROM a"))
                .isEqualTo("1:one; two '|2:|3:three");
    }

    @Test
    void publishesAllEventsInOrder() {
        revisions
                .irreversible("a", "", "DO $$ BEGIN RAISE WARNING 'careful'; END $$;")
                .table("b", "a");
        List<String> events = new ArrayList<>();

        builder()
                .listener(event -> events.add(event.getClass().getSimpleName()))
                .build()
                .upgrade("heads");

        assertThat(events)
                .containsExactly(
                        "LockObtained",
                        "Started",
                        "RevisionStarted",
                        "ServerMessage",
                        "RevisionFinished",
                        "RevisionStarted",
                        "RevisionFinished",
                        "Finished");
    }

    @Test
    void continuesWhenAListenerFails() {
        revisions.table("a", "");

        builder()
                .listener(event -> {
                    throw new IllegalStateException("listener");
                })
                .build()
                .upgrade("heads");

        assertThat(tables()).containsExactly("a");
    }

    @Test
    void refusesSeveralHeadsWhereOneIsRequired() {
        revisions.table("a", "").table("b", "a").table("c", "a");
        var builder = builder()
                .settings(settings().toBuilder().requireSingleHead(true).build());

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> builder.build().upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.fault()).isEqualTo(new ResolutionFault.OneHeadRequired(List.of("b", "c")));
                    assertThat(failure.problem()).contains("'b', 'c'");
                    assertThat(failure.remedy()).contains("@revises b, c");
                });
    }

    @Test
    void verifiesWithoutChangingAnything() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("a");

        assertThatExceptionOfType(PendingRevisionsException.class)
                .isThrownBy(() -> migrator().reader().verify())
                .satisfies(failure -> assertThat(failure.pending()).containsExactly("b"));
        assertThat(tables()).containsExactly("a");

        migrator().upgrade("heads");
        assertThat(migrator().reader().verify().state()).isEqualTo(State.UP_TO_DATE);
    }
}
