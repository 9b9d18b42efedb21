// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;

/** Migrator of this project. */
class ThisProject implements Contender {

    private static final Path LAUNCHER = Path.of(System.getProperty("benchmarks.launcher", "migration"));

    @Override
    public String name() {
        return "this project";
    }

    @Override
    public boolean supports(Workload workload, Workload.Call call) {
        return true;
    }

    /** Large scripts must not need a large heap. */
    @Override
    public List<String> jvmOptions(Workload workload) {
        return workload == Workload.INSERTS || workload == Workload.COPY ? List.of("-Xmx64m") : List.of();
    }

    @Override
    public String fileName(Script script) {
        return script.id() + ".sql";
    }

    @Override
    public String text(Script script) {
        String parent = script.number() == 1 ? "" : "-- @revises r" + new Script(script.number() - 1, "").id() + "\n";
        return "-- Create table " + script.number() + ".\n--\n-- @revision r" + script.id() + "\n" + parent
                + "-- @created 2026-01-15T10:30:00Z\n\n-- @upgrade\n" + script.sql();
    }

    @Override
    public void upgrade(Address database, Path folder) {
        migrator(database, folder).upgrade("heads");
    }

    @Override
    public void record(Address database, Path folder) {
        migrator(database, folder).stamp("heads");
    }

    @Override
    public void upgradeTenants(Address database, Path folder, List<String> schemas) {
        TenantMigrator.builder(migrator(database, folder))
                .source(TenantSource.of(schemas))
                .build()
                .upgradeAll()
                .requireComplete();
    }

    @Override
    public List<String> applicationProperties(Path folder) {
        return List.of("migration.locations=filesystem:" + folder, "spring.flyway.enabled=false");
    }

    /** By the script that starts the jar, where it is built. */
    @Override
    public List<String> statusCommand(Address database, Path folder) {
        List<String> arguments = List.of(
                "current",
                "--url=" + database.url(),
                "--user=" + database.username(),
                "--password=" + database.password(),
                "--location=filesystem:" + folder);
        return Files.isExecutable(LAUNCHER)
                ? prepend(LAUNCHER.toString(), arguments)
                : ChildProcess.java(classPath(), prepend(dev.migration.cli.Main.class.getName(), arguments));
    }

    private static List<String> prepend(String first, List<String> arguments) {
        return Stream.concat(Stream.of(first), arguments.stream()).toList();
    }

    private static Migrator migrator(Address database, Path folder) {
        return Migrator.builder()
                .dataSource(database.dataSource())
                .settings(MigrationSettings.defaults().toBuilder()
                        .locations("filesystem:" + folder)
                        .build())
                .build();
    }
}
