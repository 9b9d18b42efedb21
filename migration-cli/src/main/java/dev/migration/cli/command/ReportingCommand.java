package dev.migration.cli.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.migration.cli.output.Report;

/** A command that says what it did as a report. */
public abstract class ReportingCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    protected ReportingCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Does what the command is for. @throws dev.migration.error.MigrationException of the kind that fits */
    protected abstract Report report();

    /** Which databases it is for, where there are several. */
    public DatabaseSelection databaseSelection() {
        return DatabaseSelection.EACH_DATABASE;
    }

    /** Where the database stands, for those whose failure leaves that open. */
    protected Optional<List<String>> currentRevisions() {
        return Optional.empty();
    }

    /** What a program should know about a failure, besides the failure itself. */
    protected Map<String, Object> failureMembers() {
        return Map.of();
    }

    /** Called when everything is said. */
    protected void end() {}

    protected final Invocation invocation() {
        return invocation;
    }

    @Override
    public final Integer call() {
        Reporter reporter = new Reporter(invocation, spec.name());
        try {
            return reporter.print(report());
        } catch (RuntimeException failure) {
            return reporter.fail(failure, this::currentRevisions, failureMembers());
        } finally {
            end();
        }
    }
}
