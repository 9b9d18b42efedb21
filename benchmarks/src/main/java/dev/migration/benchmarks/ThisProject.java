// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.nio.file.Path;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;

/** Migrator of this project. */
final class ThisProject implements Contender {

    @Override
    public String name() {
        return "this project";
    }

    @Override
    public String fileName(Script script) {
        return script.id() + ".sql";
    }

    @Override
    public String text(Script script) {
        String parent = script.number() == 1 ? "" : "-- @revises r" + new Script(script.number() - 1, "").id() + "\n";
        return "-- @revision r" + script.id() + "\n" + parent + "\n-- @upgrade\n" + script.sql();
    }

    @Override
    public void upgrade(Address database, Path folder) {
        Migrator.builder()
                .dataSource(database.dataSource())
                .settings(MigrationSettings.defaults().toBuilder()
                        .locations("filesystem:" + folder)
                        .build())
                .build()
                .upgrade("heads");
    }
}
