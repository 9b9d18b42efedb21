// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.List;

import picocli.CommandLine.Command;

import dev.migration.Migrator;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;

/** Creates the state tables. */
@Command(
        name = "ensure-version",
        aliases = "ensure_version",
        description = "Creates the state tables if they are missing. Runs no revision.")
public final class EnsureVersionCommand extends ChangingCommand {

    @Override
    protected Report report() {
        Migrator migrator = createMigrator();
        migrator.ensureTables();
        return Report.of(
                List.of("The state tables exist."),
                JsonObject.of("current", migrator.reader().status().current()).map());
    }
}
