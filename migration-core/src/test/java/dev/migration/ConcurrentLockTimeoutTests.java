// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.event.MigrationEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a statement with CONCURRENTLY waits for locks. */
class ConcurrentLockTimeoutTests extends MigratorTestBase {

    /** Without a limit stays without a limit; every shorter one becomes the retry budget. */
    @ParameterizedTest
    @CsvSource({"0s,0", "50ms,5min", "10min,10min"})
    void theTimeoutOfTheScriptApplies(String timeout, String used) {
        List<String> messages = new ArrayList<>();
        sql("CREATE TABLE t AS SELECT 1 AS a");
        sql("CREATE FUNCTION shown(a int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                + " $$ BEGIN RAISE NOTICE 'limit %', current_setting('lock_timeout'); RETURN a; END $$");
        revisions.write(
                "a",
                "-- @revision a\n-- @lock-timeout " + timeout
                        + "\n-- @upgrade\nCREATE INDEX CONCURRENTLY ix ON t (public.shown(a));\n");

        builder()
                .listener(at(MigrationEvent.ServerMessage.class, event -> messages.add(event.message())))
                .build()
                .upgrade("heads");

        assertThat(messages).contains("limit " + used);
    }
}
