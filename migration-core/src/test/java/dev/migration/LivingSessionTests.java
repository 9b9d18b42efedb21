// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.execution.failure.RevisionFailedException;

import static org.assertj.core.api.Assertions.assertThat;

/** Errors with the SQLSTATE of a lost connection, after which the session continues: they are failures of the statement. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LivingSessionTests extends MigratorTestBase {

    @ParameterizedTest
    @ValueSource(strings = {"08000", "08001", "08003", "08006", "57P01", "57P02", "57P03", "57P05", "53300"})
    void anErrorThatLeavesTheSessionAliveIsNotALostSession(String state) {
        revisions.irreversible(
                "a", "", "DO $$ BEGIN RAISE EXCEPTION 'elsewhere' USING ERRCODE = '" + state + "'; END $$;");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo(state);
        assertThat(failure.remedy()).contains("connection of the migration is intact");
        assertThat(history()).containsExactly("UPGRADE a FAILED");
    }

    @Test
    void aSubscriptionWhosePublisherIsGoneFailsAtOnceWithAdvice() {
        String name = "gone_" + database.name();
        sql("CREATE SUBSCRIPTION " + name + " CONNECTION 'host=127.0.0.1 port=1 dbname=x' PUBLICATION p"
                + " WITH (connect = false)");
        try {
            revisions.irreversible("a", "", "DROP SUBSCRIPTION " + name + ";");

            RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

            assertThat(failure.remedy())
                    .contains("ALTER SUBSCRIPTION … DISABLE")
                    .contains("SET (slot_name = NONE)");
            assertThat(history()).containsExactly("UPGRADE a FAILED");
        } finally {
            sql("ALTER SUBSCRIPTION " + name + " DISABLE");
            sql("ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)");
        }
        migrator().upgrade("heads");
        assertThat(history()).endsWith("UPGRADE a APPLIED");
    }

    @Test
    void aDatabaseLinkThatFailsAtTheCommitIsNotALostSession() {
        sql("CREATE EXTENSION IF NOT EXISTS dblink");
        revisions.irreversible("a", "", """
                CREATE TABLE a (id int);
                CREATE FUNCTION far() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM dblink_connect('x', 'host=127.0.0.1 port=1 user=u password=p'); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER far AFTER INSERT ON a DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION far();
                INSERT INTO a VALUES (1);
                """);

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo("08001");
        assertThat(failure.problem()).contains("rolled back");
        assertThat(history()).containsExactly("UPGRADE a FAILED");
        assertThat(tables()).isEmpty();
    }
}
