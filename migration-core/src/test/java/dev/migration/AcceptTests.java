// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.EditedRevisionException;
import dev.migration.execution.refusal.UnacceptableScriptException;
import dev.migration.result.AcceptedScripts;
import dev.migration.revision.fault.TargetException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Accepting scripts that were edited after they were applied. */
class AcceptTests extends MigratorTestBase {

    @Test
    void verifyIsContentWithAnAcceptedEdit() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        revisions.revision("a", "", "CREATE TABLE a (id bigint);", "DROP TABLE IF EXISTS a;");
        assertThatExceptionOfType(EditedRevisionException.class)
                .isThrownBy(() -> migrator().reader().verify())
                .satisfies(refused -> assertThat(refused.remedy()).contains("accept a"));

        AcceptedScripts acceptance = migrator().accept(List.of("a"), Optional.of("agreed in review"));

        assertThat(acceptance.accepted()).containsExactly("a");
        assertThat(acceptance.differences())
                .hasSize(2)
                .first()
                .satisfies(difference -> assertThat(difference.text())
                        .contains("- CREATE TABLE a (id int)", "+ CREATE TABLE a (id bigint)"));
        assertThat(migrator().reader().verify().current()).containsExactly("b");
        assertThat(migrator().reader().differences()).isEmpty();
        assertThat(history()).endsWith("ACCEPT a APPLIED");
        assertThat(text("SELECT detail FROM migration_history ORDER BY id DESC LIMIT 1"))
                .isEqualTo("agreed in review");
    }

    @Test
    void nothingOfTheScriptRunsAndNothingElseIsWritten() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        String before = everythingButTheText();
        revisions.revision("a", "", "CREATE TABLE a (id int); CREATE TABLE other ();", "DROP TABLE a;");

        migrator().accept(List.of("a"), Optional.empty());

        assertThat(tables()).containsExactly("a");
        assertThat(everythingButTheText()).isEqualTo(before);
    }

    @Test
    void acceptedDowngradeReplacesTheStoredOne() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions.revision("a", "", "CREATE TABLE a (id bigint);", "ALTER TABLE a RENAME TO kept;");
        migrator().accept(List.of("a"), Optional.empty());

        revisions.delete("a").table("z", "");
        migrator().downgrade("base");

        assertThat(tables()).containsExactly("kept");
    }

    @Test
    void whatIsAsItWasAppliedIsLeftAlone() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        List<String> history = history();

        AcceptedScripts acceptance = migrator().accept(List.of("a", "b"), Optional.empty());

        assertThat(acceptance.accepted()).isEmpty();
        assertThat(acceptance.unchanged()).containsExactly("a", "b");
        assertThat(history()).isEqualTo(history);
    }

    @Test
    void valuesOfVariablesAreStoredAsTheyAreNow() {
        revisions.revision("a", "", "CREATE TABLE a (id int);", "DROP TABLE a;");
        migrator().upgrade("heads");
        revisions.revision("a", "", "CREATE TABLE ${name} (id int);", "DROP TABLE ${name};");
        Migrator migrator = builder()
                .settings(settings().toBuilder().variables(Map.of("name", "a")).build())
                .build();

        migrator.accept(List.of("a"), Optional.empty());

        assertThat(migrator.reader().verify().edited()).isEmpty();
        assertThat(migrator.reader().differences()).isEmpty();
    }

    @Test
    void everyReasonIsGivenAtOnceAndNothingIsAccepted() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        revisions.delete("b");
        revisions
                .revision("a", "", "CREATE TABLE a (id bigint);", "DROP TABLE a;")
                .table("c", "a");

        assertThatExceptionOfType(UnacceptableScriptException.class)
                .isThrownBy(() -> migrator().accept(List.of("a", "b", "c"), Optional.empty()))
                .satisfies(refused -> assertThat(refused.faults())
                        .extracting(UnacceptableScriptException.Fault::revision)
                        .containsExactlyInAnyOrder("b", "c"));
        assertThat(migrator().reader().status().edited()).containsExactly("a");
    }

    @Test
    void anUnknownNameIsRefused() {
        revisions.table("a", "");
        migrator().upgrade("heads");

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> migrator().accept(List.of("nowhere"), Optional.empty()));
        assertThatExceptionOfType(UnacceptableScriptException.class)
                .isThrownBy(() -> migrator().accept(List.of("base"), Optional.empty()));
    }

    @Test
    void anInterruptedRevisionIsRefused() {
        revisions.write("a", """
                -- @revision a
                -- @transaction none
                -- @upgrade
                CREATE TABLE a (id int);
                SELECT 1 / 0;
                """);
        RevisionFailedException failed = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failed.sqlState()).isEqualTo("22012");
        assertThat(text("SELECT state || ' ' || step FROM migration_revision")).isEqualTo("FAILED 1");

        assertThatExceptionOfType(UnacceptableScriptException.class)
                .isThrownBy(() -> migrator().accept(List.of("a"), Optional.empty()))
                .satisfies(refused -> assertThat(refused.problem()).contains("is interrupted"));
    }

    private String everythingButTheText() {
        return text("""
                SELECT (to_jsonb(r) - 'checksum' - 'upgrade_sql' - 'downgrade_sql')::text FROM migration_revision r""");
    }
}
