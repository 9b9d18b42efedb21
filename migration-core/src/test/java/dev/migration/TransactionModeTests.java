// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;

/** A script may choose the modes of its transaction, as in psql. */
class TransactionModeTests extends MigratorTestBase {

    private static final String SEEN =
            "\nCREATE TABLE seen AS SELECT current_setting('transaction_isolation') AS level;";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;",
                "-- first\nset transaction isolation level serializable, read write, deferrable;",
                "SET LOCAL TRANSACTION ISOLATION LEVEL SERIALIZABLE;",
                "SET LOCAL transaction_isolation = 'serializable';",
                "SET transaction_isolation TO serializable;",
                "SET search_path = public;\nRESET work_mem;\nSET TRANSACTION ISOLATION LEVEL SERIALIZABLE;",
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;"
            })
    void theIsolationLevelIsThatOfTheScript(String mode) {
        revisions.revision("a", "", mode + SEEN, mode + "\nDROP TABLE seen;");
        StringBuilder text = new StringBuilder();
        Revisions.load(settings()).upgradeSql("heads", text);

        migrator().upgrade("heads");
        assertThat(text("SELECT level FROM seen")).isEqualTo("serializable");
        migrator().downgrade("base");
        new Psql(directory).run(database, text.toString()).succeeded();

        assertThat(text("SELECT level FROM seen")).isEqualTo("serializable");
        assertThat(text("SELECT count(*) FROM migration_revision WHERE state = 'APPLIED'"))
                .isEqualTo("1");
    }

    @Test
    void theNextRevisionHasTheOrdinaryLevel() {
        revisions.irreversible("a", "", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SELECT 1;");
        revisions.irreversible("b", "a", SEEN);

        migrator().upgrade("heads");

        assertThat(text("SELECT level FROM seen")).isEqualTo("read committed");
    }

    @Test
    void aSegmentMayBeginWithModes() {
        revisions.irreversible(
                "a",
                "",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; CREATE TABLE t (a int); VACUUM t;\n"
                        + "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;" + SEEN);

        migrator().upgrade("heads");

        assertThat(text("SELECT level FROM seen")).isEqualTo("repeatable read");
    }

    @Test
    void aRevisionWithRepeatablesMayBeginWithModes() {
        revisions.irreversible("a", "", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;" + SEEN);
        revisions.write("v", "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT 1 AS a;");

        migrator().upgrade("heads");

        assertThat(text("SELECT level FROM seen")).isEqualTo("serializable");
    }

    @Test
    void afterAQueryTheServerRefusesIt() {
        revisions.irreversible("a", "", "SELECT 1;\nSET TRANSACTION ISOLATION LEVEL SERIALIZABLE;");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo("25001");
        assertThat(failure.remedy()).startsWith("SET TRANSACTION must come first in its revision");
    }

    @Test
    void aReadOnlyTransactionIsRefusedForTheRightReason() {
        revisions.irreversible("a", "", "SET TRANSACTION READ ONLY;\nSELECT 1;");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo("25006");
        assertThat(failure.remedy()).contains("Delete READ ONLY from the script");
        assertThat(applied()).isEmpty();
    }

    @Test
    void characteristicsOfTheSessionAreForLaterTransactions() {
        revisions.irreversible(
                "a", "", "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;" + SEEN);

        migrator().upgrade("heads");

        assertThat(text("SELECT level FROM seen")).isEqualTo("read committed");
    }
}
