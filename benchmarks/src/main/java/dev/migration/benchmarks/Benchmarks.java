// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/** Runs the workloads, and writes the report. The properties are in the README. */
public final class Benchmarks {

    private static final int ROUNDS = Integer.getInteger("benchmarks.rounds", 5);

    private Benchmarks() {}

    /** @param arguments the folder of the report */
    public static void main(String[] arguments) throws Exception {
        silenceLogs();
        List<String> workloads = named("benchmarks.workloads");
        List<Result> results = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            if (workloads.isEmpty() || workloads.contains(workload.name())) {
                Path folder = Files.createTempDirectory("benchmarks");
                results.add(new Measurement(workload, contenders(), folder).run(ROUNDS));
                Report report = new Report(environment(), results);
                report.write(Path.of(arguments[0]));
                System.out.println(report.table());
            }
        }
    }

    private static List<Contender> contenders() {
        List<String> contenders = named("benchmarks.contenders");
        return contenders.isEmpty()
                ? Contender.all()
                : contenders.stream().map(Contender::named).toList();
    }

    private static List<String> named(String property) {
        String names = System.getProperty(property, "");
        return names.isEmpty() ? List.of() : List.of(names.split(","));
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
