// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.OwnServer.Stop;

import static org.assertj.core.api.Assertions.assertThat;

class OwnServerTests {

    @TempDir
    Path primaryFolder;

    @TempDir
    Path standbyFolder;

    @Test
    void aStandbyReplicatesAndCanBePromoted() throws Exception {
        try (var primary = OwnServer.create(primaryFolder).start()) {
            var database = primary.createDatabase("own");
            primary.stop(Stop.FAST);
            try (var standby = primary.copyToStandby(standbyFolder)) {
                primary.start();
                standby.start();
                var copy = standby.sameDatabase(database);
                assertThat(Queries.strings(copy.dataSource(), "SELECT pg_is_in_recovery()"))
                        .containsExactly("t");

                primary.stop(Stop.IMMEDIATE);
                standby.promote();

                Queries.execute(copy.dataSource(), "CREATE TABLE written ()");
            }
        }
    }
}
