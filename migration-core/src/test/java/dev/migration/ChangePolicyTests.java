// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.migration.change.ChangeClass;
import dev.migration.change.RevisionChange;
import dev.migration.execution.refusal.RefusedChangesException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** An upgrade that leaves classes of changes to a person. */
class ChangePolicyTests extends MigratorTestBase {

    private static final Set<ChangeClass> BLOCKING = Set.of(ChangeClass.BLOCKING);

    @BeforeEach
    void writeRevisions() {
        revisions.irreversible("a", "", "CREATE TABLE tickets (id int, title text);");
        revisions.irreversible("b", "a", "ALTER TABLE tickets ADD COLUMN n int;");
        revisions.irreversible("c", "b", "CREATE INDEX titles ON tickets (title);\nDROP TABLE IF EXISTS gone;");
    }

    @Test
    void refusesTheWholeUpgradeWithRevisionStatementAndCommand() {
        migrator().upgrade("a");

        RefusedChangesException refused = catchThrowableOfType(
                RefusedChangesException.class, () -> migrator().upgradeUnattended("heads", BLOCKING));

        assertThat(refused.changes()).extracting(RevisionChange::name).containsExactly("c");
        assertThat(refused.problem())
                .contains("c (blocking, ", "c.sql:", "CREATE INDEX titles ON tickets (title)")
                .doesNotContain("gone");
        assertThat(refused.remedy())
                .contains("migrations upgrade", "set migration.policy.blocking=allow.")
                .doesNotContain("destructive");
        assertThat(migrator().reader().status().current()).containsExactly("a");
    }

    @Test
    void appliesWhatThePolicyAllows() {
        migrator().upgrade("a");

        migrator().upgradeUnattended("b", BLOCKING);

        assertThat(migrator().reader().status().current()).containsExactly("b");
    }

    @Test
    void aPersonAppliesTheRest() {
        migrator().upgrade("a");

        migrator().upgrade("heads");

        assertThat(migrator().upgradeUnattended("heads", BLOCKING).plan().isEmpty())
                .isTrue();
    }

    @Test
    void refusesNothingWhereNothingIsApplied() {
        migrator().upgradeUnattended("heads", Set.of(ChangeClass.BLOCKING, ChangeClass.DESTRUCTIVE));

        assertThat(migrator().reader().status().current()).containsExactly("c");
    }
}
