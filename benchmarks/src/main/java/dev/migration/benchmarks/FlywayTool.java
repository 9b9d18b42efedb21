// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.nio.file.Path;
import java.util.List;

import org.flywaydb.core.Flyway;

/** Flyway. */
final class FlywayTool implements Contender {

    @Override
    public String name() {
        return "Flyway";
    }

    @Override
    public boolean supports(Workload workload, Workload.Call call) {
        return !workload.isLarge() && call != Workload.Call.TENANTS && call != Workload.Call.COMMAND;
    }

    @Override
    public String fileName(Script script) {
        return "V" + script.number() + "__script.sql";
    }

    @Override
    public String text(Script script) {
        return script.sql();
    }

    @Override
    public List<String> applicationProperties(Path folder) {
        return List.of("spring.flyway.locations=filesystem:" + folder, "migration.enabled=false");
    }

    @Override
    public void upgrade(Address database, Path folder) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + folder)
                .load()
                .migrate();
    }
}
