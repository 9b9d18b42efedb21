// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.development;

import picocli.CommandLine.Mixin;

import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.output.Report;
import dev.migration.cli.run.ChangingCommand;

/** A command that reverts revisions while somebody writes them. It changes one database, and is refused in production. */
abstract class DevelopmentCommand extends ChangingCommand {

    private final String name;

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    DevelopmentCommand(String name) {
        this.name = name;
    }

    @Override
    public final DatabaseSelection databaseSelection() {
        return DatabaseSelection.ONE_DATABASE;
    }

    @Override
    protected final Report report() {
        environment.requireDevelopment(name, invocation().context());
        return execute();
    }

    /** Executes the command on a database that is not in production. */
    abstract Report execute();
}
