// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/** Measures one workload: in each round each contender once, each with a database of its own; another one begins in each round. */
final class Measurement {

    private final Workload workload;
    private final Path folder;
    private final List<Contender> contenders;
    private final Map<Contender, PostgresDatabase> databases = new LinkedHashMap<>();
    private final Map<String, List<Double>> millis = new LinkedHashMap<>();

    /** @param folder for the scripts */
    Measurement(Workload workload, List<Contender> contenders, Path folder) {
        this.workload = workload;
        this.folder = folder;
        this.contenders = contenders.stream()
                .filter(contender -> contender.supports(workload))
                .toList();
    }

    /** @param rounds how many rounds are measured, after one that is not */
    Result run(int rounds) throws Exception {
        try {
            for (Contender contender : contenders) {
                prepare(contender);
            }
            for (int round = 0; round <= rounds; round++) {
                for (int index = 0; index < contenders.size(); index++) {
                    Contender contender = contenders.get((index + round) % contenders.size());
                    double took = measure(contender, round) / 1e6;
                    if (round > 0) {
                        millis.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                                .add(took);
                    }
                }
            }
        } finally {
            databases.values().forEach(PostgresDatabase::close);
        }
        return new Result(workload.title(), millis);
    }

    private void prepare(Contender contender) throws Exception {
        databases.put(contender, PostgresServer.shared().createDatabase("benchmark"));
        Files.createDirectories(scripts(contender));
        if (!workload.applied().isEmpty()) {
            contender.write(scripts(contender), workload.applied());
            contender.upgrade(address(contender), scripts(contender));
        }
    }

    private long measure(Contender contender, int round) throws Exception {
        contender.write(scripts(contender), workload.pending(round));
        if (workload.applied().isEmpty()) {
            database(contender).reset();
        }
        if (workload.isInFreshJvm()) {
            return FreshJvm.measure(contender, address(contender), scripts(contender));
        }
        long start = System.nanoTime();
        contender.upgrade(address(contender), scripts(contender));
        return System.nanoTime() - start;
    }

    private Address address(Contender contender) {
        return Address.of(database(contender));
    }

    private PostgresDatabase database(Contender contender) {
        return Objects.requireNonNull(databases.get(contender));
    }

    private Path scripts(Contender contender) {
        return folder.resolve(contender.name());
    }
}
