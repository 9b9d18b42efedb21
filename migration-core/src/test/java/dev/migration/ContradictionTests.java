// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.migration.MigrationStatus.State;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.refusal.DivergedDatabaseException;
import dev.migration.execution.refusal.EditedRevisionException;
import dev.migration.execution.refusal.SeveralRefusalsException;
import dev.migration.execution.refusal.SplicedRevisionException;
import dev.migration.plan.ParentChange;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Contradictions between a database and the scripts. */
class ContradictionTests extends MigratorTestBase {

    private final List<MigrationEvent> events = new ArrayList<>();

    @Test
    void aDivergedDatabaseIsRefusedWithBothSides() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        revisions.delete("b").table("c", "a");

        assertThat(migrator().reader().status().state()).isEqualTo(State.DIVERGED);
        assertThat(migrator().reader().status().advice())
                .singleElement()
                .asString()
                .contains("b is applied and without a script");
        DivergedDatabaseException refusal = failedUpgrade(migrator(), DivergedDatabaseException.class);

        assertThat(refusal.pending()).containsExactly("c");
        assertThat(refusal.unknown())
                .singleElement()
                .satisfies(unknown -> assertThat(unknown.id()).isEqualTo("b"));
        assertThat(refusal.problem())
                .contains("applied, no script here: b \"Message of b\", at 20")
                .contains(" by " + database.username() + " from ")
                .contains("application application, tool version")
                .contains("pending here: c");
        assertThat(refusal.remedy())
                .contains("Deploy the application that has b")
                .contains("migration.on-diverged=warn");
        assertThatExceptionOfType(DivergedDatabaseException.class)
                .isThrownBy(() -> migrator().reader().verify());
        assertThat(tables()).containsExactly("a", "b");
    }

    @Test
    void aDivergedDatabaseIsUpgradedWhereThatIsAllowed() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        revisions.delete("b").table("c", "a");

        tolerant(UpgradePolicies.REFUSE.onDiverged(UpgradePolicy.WARN)).upgrade("heads");

        assertThat(tables()).containsExactly("a", "b", "c");
        assertThat(events)
                .containsOnlyOnce(new MigrationEvent.UnknownRevisions(List.of("b")))
                .containsOnlyOnce(new MigrationEvent.DivergedDatabase(List.of("b"), List.of("c")));
        assertThat(migrator().reader().verify().state()).isEqualTo(State.AHEAD);
    }

    @Test
    void whatAnUpgradeWouldNotRunDivergesFromNothing() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        revisions.delete("b").table("c", "a");

        assertThat(migrator().upgrade("a").plan().isEmpty()).isTrue();
    }

    @Test
    void anEditedRevisionIsLeftAloneWhereThatIsAllowed() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions
                .revision("a", "", "CREATE TABLE a (id bigint);", "DROP TABLE a;")
                .table("b", "a");

        Migrator tolerant = tolerant(UpgradePolicies.REFUSE.onEdited(UpgradePolicy.WARN));
        tolerant.upgrade("heads");
        tolerant.reader().verify();

        assertThat(columns()).containsExactly("a.id", "b.id");
        assertThat(text("SELECT data_type FROM information_schema.columns WHERE table_name = 'a'"))
                .isEqualTo("integer");
        assertThat(events).contains(new MigrationEvent.EditedRevisions(List.of("a")));
    }

    @Test
    void everyEditIsShown() {
        revisions
                .revision("a", "", "SELECT 1;\nSELECT 2;\nSELECT 3;", "SELECT 'down';")
                .irreversible("b", "a", "SELECT 'b';");
        migrator().upgrade("heads");
        revisions
                .revision("a", "", "SELECT 10;\r\nSELECT 2; -- same\nSELECT 30;", "SELECT 'mended';")
                .irreversible("b", "a", "SELECT 'c';");

        EditedRevisionException refusal = failedUpgrade(migrator(), EditedRevisionException.class);

        assertThat(refusal.revisions()).containsExactly("a", "b");
        assertThat(refusal.problem())
                .contains("a.sql:4  changed", "- SELECT 1", "+ SELECT 10")
                .contains("a.sql:6  changed", "- SELECT 3", "+ SELECT 30")
                .contains("b.sql:5  changed", "- SELECT 'b'", "+ SELECT 'c'")
                .doesNotContain("SELECT 2");
        assertThat(migrator().reader().differences())
                .extracting(difference -> difference.revision() + " " + difference.section())
                .containsExactly("a UPGRADE", "b UPGRADE", "a DOWNGRADE");
    }

    @Test
    void correctedDowngradeIsADifferenceThatIsNotRefused() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions.revision("a", "", "CREATE TABLE a (id int);", "DROP TABLE IF EXISTS a;");

        assertThat(migrator().reader().verify().state()).isEqualTo(State.UP_TO_DATE);
        assertThat(migrator().reader().differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.text())
                        .contains("a.sql:6  changed", "- DROP TABLE a", "+ DROP TABLE IF EXISTS a"));
    }

    @Test
    void byteOrderMarkIsNoEdit() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions.write("a", "\uFEFF-- @revision a\r\n-- @upgrade\r\nCREATE TABLE a (\r\n  id int);\r\n");

        assertThat(migrator().reader().verify().state()).isEqualTo(State.UP_TO_DATE);
    }

    @Test
    void whatAVariableStandsForDoesNotCountAsAnEdit() {
        revisions.irreversible("a", "", "CREATE TABLE ${name} (id int);");
        withName("x").upgrade("heads");

        assertThat(withName("y").reader().verify().state()).isEqualTo(State.UP_TO_DATE);
    }

    @Test
    void splicedRevisionIsRefused() {
        revisions.table("a", "").table("c", "a").table("d", "c");
        migrator().upgrade("heads");
        revisions.table("b", "a").table("c", "b");

        assertThat(migrator().reader().status().state()).isEqualTo(State.DIVERGED);
        SplicedRevisionException refusal = failedUpgrade(migrator(), SplicedRevisionException.class);

        assertThat(refusal.splices()).singleElement().satisfies(splice -> {
            assertThat(splice.revision().id()).isEqualTo("b");
            assertThat(splice.descendants()).containsExactly("c", "d");
        });
        assertThat(refusal.problem()).contains("b below c, d");
        assertThat(refusal.remedy()).contains("stamp d").contains("migration.on-spliced=warn");
        assertThat(applied()).containsExactly("a", "c", "d");
        assertThat(migrator().reader().status().advice())
                .singleElement()
                .asString()
                .contains("if its change is in the database, stamp d;");

        migrator().stamp("d");

        assertThat(applied()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(migrator().reader().verify().state()).isEqualTo(State.UP_TO_DATE);
    }

    @Test
    void splicedRevisionRunsOutOfOrderIfPermitted() {
        revisions.table("a", "").table("c", "a");
        migrator().upgrade("heads");
        revisions.table("b", "a").table("c", "b");

        tolerant(UpgradePolicies.REFUSE.onSpliced(UpgradePolicy.WARN)).upgrade("heads");

        assertThat(applied()).containsExactly("a", "c", "b");
        assertThat(events)
                .filteredOn(MigrationEvent.SplicedRevisions.class::isInstance)
                .hasSize(1);
        assertThat(migrator().reader().status().current()).containsExactly("c");
        assertThat(migrator().downgrade("a").plan().steps())
                .extracting(step -> step.revision().id())
                .containsExactly("c", "b");
    }

    @Test
    void aRevisionThatMovedIsAcceptedAndGoesDownInItsNewPlace() {
        revisions.table("a", "").table("b", "a").table("c", "a");
        migrator().upgrade("heads");
        revisions.table("b", "c");

        builder().listener(events::add).build().upgrade("heads");

        assertThat(events)
                .contains(
                        new MigrationEvent.ChangedParents(List.of(new ParentChange("b", List.of("a"), List.of("c")))));
        assertThat(migrator().reader().status().state()).isEqualTo(State.UP_TO_DATE);
        assertThat(migrator().reader().status().current()).containsExactly("b");
        assertThat(text("SELECT array_to_string(down_revisions, ',') FROM migration_revision WHERE revision = 'b'"))
                .isEqualTo("a");
        assertThat(migrator().downgrade("a").plan().steps())
                .extracting(step -> step.revision().id())
                .containsExactly("b", "c");
    }

    @Test
    void anAppliedRevisionMayDependOnSomethingNew() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        revisions.table("x", "").table("y", "x");
        revisions.write("b", """
                -- @revision b
                -- @revises a
                -- @depends-on y
                -- @upgrade
                CREATE TABLE b (id int);
                """);

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b", "x", "y");
        assertThat(migrator().reader().status().spliced()).isEmpty();
        assertThat(migrator().reader().status().parentChanges())
                .containsExactly(new ParentChange("b", List.of("a"), List.of("a", "y")));
    }

    @Test
    void aMergeOfBranchesOfWhichOneIsPendingRuns() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        revisions.table("c", "a").table("m", "b, c").table("x", "");

        migrator().upgrade("heads");

        assertThat(applied()).containsExactlyInAnyOrder("a", "b", "c", "m", "x");
        assertThat(migrator().reader().status().parentChanges()).isEmpty();
    }

    @Test
    void aRebasedRevisionThatIsPendingRuns() {
        revisions.table("a", "").table("b", "a").table("c", "a");
        migrator().upgrade("b");
        revisions.table("c", "b");

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b", "c");
    }

    @Test
    void everyReasonIsGivenAtOnce() {
        revisions.table("a", "").table("c", "a").table("u", "a");
        migrator().upgrade("heads");
        revisions.delete("u").table("b", "a").revision("c", "b", "CREATE TABLE c (id bigint);", "DROP TABLE c;");

        SeveralRefusalsException refusal = failedUpgrade(migrator(), SeveralRefusalsException.class);

        assertThat(refusal.refusals())
                .hasExactlyElementsOfTypes(
                        EditedRevisionException.class, SplicedRevisionException.class, DivergedDatabaseException.class);
        assertThat(refusal.problem()).contains("1. The upgrade", "2. Pending", "3. The database");
        assertThat(refusal.remedy()).contains("1. ", "2. ", "3. ");
        assertThat(applied()).containsExactly("a", "c", "u");
    }

    @Test
    void anAppliedIdMayBecomeALabel() {
        revisions.table("a", "").table("billing", "a");
        migrator().upgrade("heads");
        revisions
                .delete("billing")
                .write("b", "-- @revision b\n-- @revises a\n-- @branch billing\n-- @upgrade\nCREATE TABLE b ();\n")
                .write("c", "-- @revision c\n-- @depends-on billing\n-- @upgrade\nCREATE TABLE c ();\n");

        MigrationStatus status = migrator().reader().status();

        assertThat(status.unknown()).containsExactly("billing");
        assertThat(status.pending()).extracting(revision -> revision.id()).containsExactly("b", "c");
    }

    private Migrator withName(String value) {
        return builder()
                .settings(
                        settings().toBuilder().variables(Map.of("name", value)).build())
                .build();
    }

    private Migrator tolerant(UpgradePolicies policies) {
        return builder()
                .settings(settings().toBuilder().policies(policies).build())
                .listener(events::add)
                .build();
    }
}
