// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/** Runs all workloads, or those named, and writes the report. */
public final class Benchmarks {

    private static final int ROUNDS = Integer.getInteger("benchmarks.rounds", 5);

    private Benchmarks() {}

    /** @param arguments the folder of the report, then names of workloads; none means all */
    public static void main(String[] arguments) throws Exception {
        silenceLogs();
        List<String> named = Arrays.asList(arguments).subList(1, arguments.length);
        List<Result> results = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            if (named.isEmpty() || named.contains(workload.name())) {
                Path folder = Files.createTempDirectory("benchmarks");
                results.add(new Measurement(workload, contenders(), folder).run(ROUNDS));
                Report report = new Report(environment(), results);
                report.write(Path.of(arguments[0]));
                System.out.println(report.table());
            }
        }
    }

    /** All contenders, or those that a property names. */
    private static List<Contender> contenders() {
        String named = System.getProperty("benchmarks.contenders", "");
        return named.isEmpty()
                ? Contender.all()
                : Arrays.stream(named.split(",")).map(Contender::named).toList();
    }

    /** Logs would be measured, too. */
    static void silenceLogs() {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        Logger.getLogger("").setLevel(Level.OFF);
    }

    private static String environment() {
        try (PostgresDatabase database = PostgresServer.shared().createDatabase("benchmark")) {
            return "Java " + System.getProperty("java.version") + ", PostgreSQL " + database.serverVersion() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors, medians of " + ROUNDS + " rounds";
        }
    }
}
