// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL's own client, which runs all scripts in one transaction and records nothing. */
final class Psql implements Contender {

    @Override
    public String name() {
        return "psql";
    }

    @Override
    public boolean isPresent() {
        return Installed.has("psql");
    }

    @Override
    public boolean supports(Workload workload, Workload.Call call) {
        return call == Workload.Call.FRESH_JVM && !workload.isApplied();
    }

    @Override
    public String fileName(Script script) {
        return script.id() + ".sql";
    }

    @Override
    public String text(Script script) {
        return script.sql();
    }

    @Override
    public void upgrade(Address database, Path folder) throws Exception {
        ChildProcess.measure(folder, environment(database), command(folder));
    }

    @Override
    public Sample first(Workload workload, Address database, Path folder) throws Exception {
        return ChildProcess.measure(folder, environment(database), command(folder));
    }

    private static Map<String, String> environment(Address database) {
        return Map.of(
                "PGHOST", database.host(),
                "PGPORT", Integer.toString(database.port()),
                "PGDATABASE", database.name(),
                "PGUSER", database.username(),
                "PGPASSWORD", database.password());
    }

    private static List<String> command(Path folder) throws java.io.IOException {
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1"));
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .forEach(file -> command.addAll(List.of("-f", file.toString())));
        }
        return command;
    }
}
