// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.authoring.AuthoringException;
import dev.migration.authoring.AuthoringSettings;
import dev.migration.authoring.RevisionAuthor;
import dev.migration.authoring.RevisionDraft;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.ScriptFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Downgrade sections that cannot be read, in revisions that are applied already and in new ones. */
class DowngradeFaultTests extends MigratorTestBase {

    private static final String UNCLOSED = "DROP TABLE a; SELECT 'it is not closed;";

    @ParameterizedTest
    @ValueSource(strings = {UNCLOSED, "SELECT $$ not closed;", "/* not closed", "SELECT \"x", "\\i down.sql"})
    void ofAnAppliedRevisionItPreventsNothingButItsDowngrade(String downgrade) {
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions.revision("a", "", "CREATE TABLE a (id int);", downgrade).table("b", "a");

        migrator().upgrade("heads");
        MigrationReader reader = migrator().reader();
        assertThat(applied()).containsExactly("a", "b");
        assertThat(reader.status().edited()).isEmpty();
        assertThat(reader.verify().current()).containsExactly("b");
        assertThat(reader.history("base:")).hasSize(2);
        assertThat(reader.differences()).hasSize(1);
        assertThat(reader.record("a").upgrade()).isPresent();
        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> migrator().revisions().requireDowngrades())
                .satisfies(found ->
                        assertThat(found.faults()).extracting(ScriptFault::line).containsExactly(6));
        migrator().downgrade("-1");
        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> migrator().downgrade("base"))
                .satisfies(refused -> assertThat(refused.problem()).contains("a.sql:6"));
        assertThat(applied()).containsExactly("a");
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void ofANewRevisionItRefusesTheUpgradeBeforeAnythingRuns() {
        revisions.table("a", "").revision("b", "a", "CREATE TABLE b (id int);", UNCLOSED);

        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(refused -> assertThat(refused.faults()).hasSize(1))
                .withMessageContaining("b.sql:7");

        assertThat(tables()).isEmpty();
        migrator().upgrade("a");
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void aSectionThatHidesTheUpgradeIsRefused() {
        revisions.write("a", "-- @revision a\n-- @downgrade\nSELECT 'x;\n-- @upgrade\nCREATE TABLE a (id int);\n");

        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> migrator().revisions());
    }

    @Test
    void anUpgradeSectionIsStillRefusedAtOnce() {
        revisions.revision("a", "", "SELECT 'x;", "SELECT 1;");

        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> migrator().revisions());
    }

    @Test
    void otherScriptsAreWrittenButNoneThatCopiesIt() {
        revisions.table("a", "").revision("b", "a", "CREATE TABLE b (id int);", UNCLOSED);
        RevisionAuthor author = new RevisionAuthor(AuthoringSettings.of(directory), Clock.systemUTC());

        assertThat(author.create(RevisionDraft.of("next"))).exists();
        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> author.squash("a", "b", RevisionDraft.of("one")))
                .withMessageContaining("is not closed");
    }
}
