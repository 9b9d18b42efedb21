// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/** Runs the workloads, and writes the report. The properties are in the README. */
public final class Benchmarks {

    /** For a change under review. */
    private static final boolean SHORT = Boolean.getBoolean("benchmarks.short");

    private static final int ROUNDS = Integer.getInteger("benchmarks.rounds", SHORT ? 3 : 5);
    private static final String SHORT_WORKLOADS = "APPLIED_1000,SCRIPTS_100,COPY,THREADS_8";
    private static final String SHORT_CONTENDERS = "pgjdbc,this project,earlier build";

    private Benchmarks() {}

    /** @param arguments the folder of the report */
    public static void main(String[] arguments) throws Exception {
        silenceLogs();
        List<Contender> contenders = contenders();
        List<Result> results = new ArrayList<>();
        List<TripCount> trips = new ArrayList<>();
        String environment = environment();
        for (Workload workload : Workload.values()) {
            if (isWanted("benchmarks.workloads", SHORT_WORKLOADS, workload.name())) {
                long start = System.nanoTime();
                results.addAll(measure(workload, contenders));
                System.out.printf("%s took %d s%n", workload, (System.nanoTime() - start) / 1_000_000_000);
                write(arguments[0], environment, contenders, results, trips);
            }
        }
        if (isWanted("benchmarks.workloads", "ROUND_TRIPS", "ROUND_TRIPS")) {
            trips.addAll(countTrips(contenders));
        }
        System.out.println(write(arguments[0], environment, contenders, results, trips));
        // Some tools leave threads behind.
        System.exit(0);
    }

    private static String write(
            String folder, String environment, List<Contender> contenders, List<Result> results, List<TripCount> trips)
            throws IOException {
        Report report =
                new Report(environment, contenders.stream().map(Contender::name).toList(), results, trips);
        report.write(Path.of(folder));
        return report.tables();
    }

    private static List<Result> measure(Workload workload, List<Contender> contenders) throws Exception {
        Path folder = Files.createTempDirectory("benchmarks");
        try {
            return new Measurement(workload, contenders, folder).run(workload.rounds(ROUNDS));
        } finally {
            delete(folder);
        }
    }

    private static List<TripCount> countTrips(List<Contender> contenders) throws Exception {
        Path folder = Files.createTempDirectory("benchmarks");
        try {
            List<TripCount> counts = new ArrayList<>();
            for (Contender contender : contenders) {
                if (!(contender instanceof EarlierBuild)) {
                    counts.add(TripCount.of(contender, folder.resolve(Integer.toString(counts.size()))));
                }
            }
            return counts;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<Contender> contenders() {
        return Contender.all().stream()
                .filter(contender -> isWanted("benchmarks.contenders", SHORT_CONTENDERS, contender.name()))
                .filter(Benchmarks::isPresent)
                .toList();
    }

    private static boolean isPresent(Contender contender) {
        if (!contender.isPresent()) {
            System.out.println(contender.name() + " is not there and is left out");
        }
        return contender.isPresent();
    }

    private static boolean isWanted(String property, String inShort, String name) {
        String names = System.getProperty(property, "");
        String wanted = names.isEmpty() && SHORT ? inShort : names;
        return wanted.isEmpty() || List.of(wanted.split(",")).contains(name);
    }

    /** Logs would be measured, too. */
    static void silenceLogs() {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        Logger.getLogger("").setLevel(Level.OFF);
    }

    private static String environment() {
        try (PostgresDatabase database = PostgresServer.shared().createDatabase("benchmark")) {
            return "Java " + System.getProperty("java.version") + ", PostgreSQL " + database.serverVersion() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors, medians of at most " + ROUNDS
                    + " rounds";
        }
    }
}
