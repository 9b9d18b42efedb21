// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.EditedInterruptedScriptException;
import dev.migration.execution.refusal.IrreversibleRevisionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Sections that need more than 16 MB when they are compressed run, and are not stored. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StoredLimitTests extends MigratorTestBase {

    private static final String LARGE = comment();

    @Test
    void aSectionThatIsTooLargeToBeStoredRuns() {
        revisions.revision("a", "", "CREATE TABLE a ();\n" + LARGE, LARGE + "DROP TABLE a;");

        migrator().upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', octet_length(upgrade_sql), octet_length(downgrade_sql))"
                        + " FROM migration_revision"))
                .isEqualTo("0 0");
        assertThat(migrator().reader().verify().current()).containsExactly("a");
        assertThat(migrator().reader().differences()).isEmpty();
        assertThat(migrator().reader().record("a").upgrade()).isEmpty();
        migrator().downgrade("base");
        assertThat(tables()).isEmpty();
    }

    @Test
    void aDowngradeWithoutItsScriptIsRefusedWithTheReason() {
        revisions.revision("a", "", "CREATE TABLE a ();", LARGE + "DROP TABLE a;");
        migrator().upgrade("heads");
        revisions.delete("a").table("b", "");

        assertThatExceptionOfType(IrreversibleRevisionException.class)
                .isThrownBy(() -> migrator().downgrade("base"))
                .satisfies(refused -> {
                    assertThat(refused.problem()).contains("too large to be stored");
                    assertThat(refused.remedy()).contains("Restore the script");
                });
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void anInterruptedScriptThatWasTooLargeMustNotBeEdited() {
        String first = "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);\n" + LARGE;
        revisions.irreversible("a", "", first + "SELECT * FROM missing;");
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"));
        revisions.irreversible("a", "", "CREATE TABLE b ();\n" + first + "SELECT * FROM missing;");

        assertThatExceptionOfType(EditedInterruptedScriptException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(refused -> assertThat(refused.problem()).contains("too large to be stored"));

        revisions.irreversible("a", "", first + "SELECT * FROM missing;");
        sql("CREATE TABLE missing ()");
        migrator().upgrade("heads");
        assertThat(applied()).containsExactly("a");
    }

    /** 22 MB that hardly can be compressed. */
    private static String comment() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 22_000; line++) {
            text.append("-- x");
            for (int character = 0; character < 1_000; character++) {
                text.append((char) ('!' + random.nextInt(90)));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
