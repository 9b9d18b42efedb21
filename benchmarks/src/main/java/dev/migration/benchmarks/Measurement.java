// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.migration.benchmarks.Workload.Call;
import dev.migration.benchmarks.Workload.Case;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/** Measures one workload: in each round each contender once, each with a database of its own; another one begins in each round. */
final class Measurement {

    private static final int INSTANCES = 8;
    private static final int UNMEASURED_WARM = 5;

    private final Workload workload;
    private final Path folder;
    private final List<Contender> contenders;
    private final Map<Contender, PostgresDatabase> databases = new LinkedHashMap<>();
    private int added;

    /** @param folder for the scripts */
    Measurement(Workload workload, List<Contender> contenders, Path folder) {
        this.workload = workload;
        this.folder = folder;
        this.contenders = contenders.stream()
                .filter(contender ->
                        workload.cases().stream().anyMatch(one -> contender.supports(workload, one.call())))
                .toList();
    }

    /** @param rounds how many rounds are measured */
    List<Result> run(int rounds) throws Exception {
        try {
            for (Contender contender : contenders) {
                prepare(contender);
            }
            List<Result> results = new ArrayList<>();
            for (Case one : workload.cases()) {
                results.add(new Result(workload.title(one), measure(one, rounds)));
            }
            return results;
        } finally {
            databases.values().forEach(PostgresDatabase::close);
        }
    }

    private Map<String, List<Sample>> measure(Case one, int rounds) throws Exception {
        List<Contender> able = contenders.stream()
                .filter(contender -> contender.supports(workload, one.call()))
                .toList();
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = -unmeasured(one.call()); round < rounds; round++) {
            List<Script> more = pending(one);
            for (int index = 0; index < able.size(); index++) {
                Contender contender = able.get(Math.floorMod(index + round, able.size()));
                Sample sample = measure(one, contender, more);
                if (round >= 0) {
                    samples.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                            .add(sample);
                }
            }
        }
        return samples;
    }

    /** The rounds before those that are measured, in which files are read for the first time and code is compiled. */
    private int unmeasured(Call call) {
        return call == Call.WARM ? UNMEASURED_WARM : workload.isApplied() ? 1 : 0;
    }

    /** Scripts with the next numbers. */
    private List<Script> pending(Case one) {
        int before = workload.scripts().size() + added;
        added += one.pending();
        return workload.isApplied()
                ? Script.small(before + one.pending()).subList(before, before + one.pending())
                : List.of();
    }

    private void prepare(Contender contender) throws Exception {
        databases.put(contender, PostgresServer.shared().createDatabase("benchmark"));
        Files.createDirectories(scripts(contender));
        contender.write(scripts(contender), workload.scripts());
        if (workload.isLarge()) {
            contender.record(address(contender), scripts(contender));
        } else if (workload.isApplied()) {
            contender.upgrade(address(contender), scripts(contender));
        }
    }

    private Sample measure(Case one, Contender contender, List<Script> more) throws Exception {
        contender.write(scripts(contender), more);
        if (!workload.isApplied()) {
            database(contender).reset();
        }
        Address address = address(contender);
        Path scripts = scripts(contender);
        return switch (one.call()) {
            case FRESH_JVM -> contender.first(workload, address, scripts);
            case WARM -> Sample.of(() -> contender.upgrade(address, scripts));
            case COMMAND -> ChildProcess.measure(scripts, Map.of(), contender.statusCommand(address, scripts));
            case APPLICATION -> ApplicationStart.measure(contender, address, scripts);
            case THREADS -> Sample.of(() -> threads(contender, address));
            case PROCESSES -> Sample.of(() -> processes(contender, address));
            case TENANTS -> {
                Tenants.create(address);
                yield FreshJvm.measure(contender, workload, address, scripts);
            }
        };
    }

    private static int instances(Contender contender) {
        return contender instanceof DriverAlone ? 1 : INSTANCES;
    }

    private void threads(Contender contender, Address address) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(instances(contender));
        try {
            Callable<Void> call = () -> {
                contender.upgrade(address, scripts(contender));
                return null;
            };
            for (Future<Void> done : threads.invokeAll(IntStream.range(0, instances(contender))
                    .mapToObj(number -> call)
                    .toList())) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private void processes(Contender contender, Address address) throws Exception {
        List<Process> started = new ArrayList<>();
        for (int number = 0; number < instances(contender); number++) {
            started.add(FreshJvm.start(contender, workload, address, scripts(contender)));
        }
        for (Process process : started) {
            ChildProcess.output(contender.name(), process);
        }
    }

    private Address address(Contender contender) {
        return Address.of(database(contender));
    }

    private PostgresDatabase database(Contender contender) {
        return Objects.requireNonNull(databases.get(contender));
    }

    private Path scripts(Contender contender) {
        return folder.resolve(contender.name().replaceAll("\\W+", "-"));
    }
}
