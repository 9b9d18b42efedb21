// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/**
 * How often a contender waits for the server.
 *
 * @param nothingPending in a call with nothing pending, with the login
 * @param perScript for each small script that it applies
 */
record TripCount(String contender, double nothingPending, double perScript) {

    private static final int FEW = 100;
    private static final int MANY = 200;

    /** Counts those of a contender. */
    static TripCount of(Contender contender, Path folder) throws Exception {
        Files.createDirectories(folder);
        contender.write(folder, Script.small(FEW));
        // The first call is slower, so that timeouts and looks of other connections may add some.
        fresh(contender, folder);
        int few = fresh(contender, folder);
        contender.write(folder, Script.small(MANY));
        try (PostgresDatabase database = PostgresServer.shared().createDatabase("benchmark");
                RoundTrips proxy = RoundTrips.on(Address.of(database))) {
            contender.upgrade(proxy.address(), folder);
            int many = proxy.count();
            boolean records = contender.supports(Workload.APPLIED_1000, Workload.Call.FRESH_JVM);
            if (records) {
                contender.upgrade(proxy.address(), folder);
            }
            return new TripCount(
                    contender.name(),
                    records ? proxy.count() - many : Double.NaN,
                    (many - few) / (double) (MANY - FEW));
        }
    }

    private static int fresh(Contender contender, Path folder) throws Exception {
        try (PostgresDatabase database = PostgresServer.shared().createDatabase("benchmark");
                RoundTrips proxy = RoundTrips.on(Address.of(database))) {
            contender.upgrade(proxy.address(), folder);
            return proxy.count();
        }
    }

    /** All of them as a table in Markdown. */
    static String table(List<TripCount> counts) {
        StringBuilder table = new StringBuilder(
                "| round trips | nothing pending, with the login | for each script |\n|---|---|---|\n");
        for (TripCount count : counts) {
            table.append("| %s | %s | %.1f |\n"
                    .formatted(
                            count.contender(),
                            Double.isNaN(count.nothingPending()) ? "–" : "%.0f".formatted(count.nothingPending()),
                            count.perScript()));
        }
        return table.toString();
    }
}
