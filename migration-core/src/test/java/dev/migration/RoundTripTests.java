// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;

/** The number of round trips of a migration, counted in a proxy. */
@Isolated("counts round trips; a slow migration also queries for its blockers")
class RoundTripTests extends MigratorTestBase {

    @Test
    void aSmallRevisionCostsTwoRoundTrips() throws Exception {
        int constant = roundTripsOf(1);

        assertThat(roundTripsOf(21) - constant).isLessThanOrEqualTo(2 * 20);
    }

    @Test
    void nothingPendingCostsOneMoreThanConnecting() throws Exception {
        chain(10);
        migrator().upgrade("heads");
        int connecting;
        try (ServerProxy proxy = new ServerProxy(database)) {
            proxy.dataSource().getConnection().close();
            connecting = proxy.roundTrips();
        }
        try (ServerProxy proxy = new ServerProxy(database)) {
            builder().dataSource(proxy.dataSource()).build().upgrade("heads");

            assertThat(proxy.roundTrips())
                    .as("the one that records that nothing is pending")
                    .isEqualTo(connecting + 4);
        }
        try (ServerProxy proxy = new ServerProxy(database)) {
            builder().dataSource(proxy.dataSource()).build().upgrade("heads");

            assertThat(proxy.roundTrips()).isEqualTo(connecting + 1);
        }
    }

    @Test
    void aThousandStatementsTravelInAFewMessages() throws Exception {
        revisions.irreversible("a", "", "CREATE TABLE a (id int);");
        migrator().upgrade("heads");
        revisions.irreversible(
                "b",
                "a",
                IntStream.range(0, 3000)
                        .mapToObj(id -> "INSERT INTO a VALUES (" + id + ");")
                        .collect(Collectors.joining("\n")));
        try (ServerProxy proxy = new ServerProxy(database)) {
            builder().dataSource(proxy.dataSource()).build().upgrade("heads");

            assertThat(proxy.roundTrips()).isLessThan(30);
        }
        assertThat(text("SELECT count(*) FROM a")).isEqualTo("3000");
    }

    /** The round trips of an upgrade of an empty database over a chain of this many revisions. */
    private int roundTripsOf(int count) throws Exception {
        database.reset();
        chain(count);
        try (ServerProxy proxy = new ServerProxy(database)) {
            builder().dataSource(proxy.dataSource()).build().upgrade("heads");
            assertThat(applied()).hasSize(count);
            return proxy.roundTrips();
        }
    }

    private void chain(int count) {
        for (int number = 0; number < count; number++) {
            revisions.revision(
                    "r" + number,
                    number == 0 ? "" : "r" + (number - 1),
                    "CREATE TABLE t" + number + " (id int);\nCREATE INDEX ON t" + number + " (id);\nINSERT INTO t"
                            + number + " VALUES (1);",
                    "DROP TABLE t" + number + ";");
        }
    }
}
