// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import picocli.CommandLine.Mixin;

import dev.migration.Migrator;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.output.Report;
import dev.migration.plan.Plan;
import dev.migration.result.MigrationResult;

/** The base of a command that changes a database or, with {@code --sql}, writes the SQL of the change. */
abstract class OfflineCommand extends ChangingCommand {

    @Mixin
    private OfflineOptions offline = new OfflineOptions();

    /** Executes the operation on the database. */
    abstract MigrationResult execute(Migrator migrator);

    /** Writes the SQL of the operation, and returns its plan. */
    abstract Plan writeSql(Appendable sql);

    /** Writes the statements of the scripts alone. */
    abstract Plan writePlainSql(Appendable sql);

    /** The SQL is written for one database. */
    @Override
    public DatabaseSelection databaseSelection() {
        return offline.isRequested() ? DatabaseSelection.ONE_DATABASE : super.databaseSelection();
    }

    /** Whether the SQL is written instead of executed. */
    final boolean isOffline() {
        return offline.isRequested();
    }

    @Override
    protected final Report report() {
        return offline.isOffline()
                ? offline.report(invocation(), offline.isPlain() ? this::writePlainSql : this::writeSql)
                : run(this::execute);
    }
}
