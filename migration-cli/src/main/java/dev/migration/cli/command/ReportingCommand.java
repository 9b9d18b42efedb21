// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.migration.cli.output.Report;

/** The base of a command that returns its result as a {@link Report}. */
public abstract class ReportingCommand implements Callable<Integer> {

    @SuppressWarnings("NullAway.Init") // set by use(Invocation) before the command is executed
    private Invocation invocation;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Sets the invocation that executes this command. Called once, directly after the command is created. */
    public final void use(Invocation used) {
        invocation = used;
    }

    /**
     * Executes the command.
     *
     * @throws dev.migration.error.MigrationException with a problem and a remedy
     */
    protected abstract Report report();

    /** For which of several databases the command is executed. */
    public DatabaseSelection databaseSelection() {
        return DatabaseSelection.EACH_DATABASE;
    }

    /** Reads the current revisions after a failure; empty if the command did not begin to change a database. */
    protected Optional<List<String>> currentRevisions() {
        return Optional.empty();
    }

    /** Further members of the JSON object of a failure. */
    protected Map<String, Object> failureMembers() {
        return Map.of();
    }

    /** Further lines of the text of a failure. */
    protected List<String> failureLines() {
        return List.of();
    }

    /** Prints a failure after which the command continues. */
    protected final void show(RuntimeException failure) {
        new Reporter(invocation, spec.name()).fail(failure, this::currentRevisions);
    }

    /** Called after the report or the failure was printed. */
    protected void afterReport() {}

    protected final Invocation invocation() {
        return invocation;
    }

    @Override
    public final Integer call() {
        Reporter reporter = new Reporter(invocation, spec.name());
        try {
            return reporter.print(report());
        } catch (RuntimeException failure) {
            return reporter.fail(
                    failure, this::currentRevisions, new Reporter.Additions(failureMembers(), failureLines()));
        } catch (OutOfMemoryError exhausted) {
            // What the command read is garbage now, so there is memory for a report.
            return reporter.fail(
                    new MemoryExhaustedException(exhausted),
                    Optional::empty,
                    new Reporter.Additions(failureMembers(), failureLines()));
        } finally {
            afterReport();
        }
    }
}
