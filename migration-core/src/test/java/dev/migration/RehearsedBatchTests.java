// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.rehearsal.RehearsedStatement;
import dev.migration.rehearsal.RehearsedStatement.Result;

import static org.assertj.core.api.Assertions.assertThat;

@Isolated("the size of a batch depends on how long the one before took")
class RehearsedBatchTests extends MigratorTestBase {

    @Test
    void theFirstBatchesRunAndTheRestIsProjected() {
        sql("CREATE TABLE t (id int PRIMARY KEY, name varchar(20))");
        sql("INSERT INTO t SELECT g, 'x' FROM generate_series(1, 5000) g");
        sql("ANALYZE t");
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET name = 'b' WHERE name = 'x';");

        RehearsedStatement batches = migrator()
                .rehearse("heads", RehearsalOptions.DEFAULT)
                .statements()
                .get(0);

        assertThat(batches.result()).isInstanceOfSatisfying(Result.Projected.class, projected -> {
            assertThat(projected.batches()).isEqualTo(3);
            assertThat(projected.rows()).isBetween(1_500L, 3_500L);
            assertThat(projected.estimate()).isEqualTo(5_000);
            assertThat(projected.projected()).isGreaterThan(batches.cost().duration());
            assertThat(batches.cost().rows()).isEqualTo(projected.rows());
        });
        assertThat(text("SELECT count(*) FROM t WHERE name = 'b'")).isEqualTo("0");
    }
}
