// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.util.Optional;
import java.util.OptionalInt;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import dev.migration.cli.command.DatabaseLoop;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.command.TargetArguments;
import dev.migration.cli.command.UsageErrors;

/** Parses command lines and executes their commands. */
public final class CommandLines {

    private CommandLines() {}

    /**
     * Executes the command for the database, or for each of several databases.
     *
     * @return an {@link dev.migration.cli.output.ExitCode}
     */
    public static int execute(Invocation invocation, String... arguments) {
        String[] marked = TargetArguments.mark(arguments);
        CommandLine commandLine = withNamedCommand(invocation, marked);
        Optional<ParseResult> command = command(commandLine, marked);
        if (command.isEmpty()) {
            return withAllCommands(commandLine, invocation).execute(marked);
        }
        CommandSpec spec = command.get().commandSpec();
        DatabaseSelection selection = spec.userObject() instanceof ReportingCommand reporting
                ? reporting.databaseSelection()
                : DatabaseSelection.NO_DATABASE;
        return new DatabaseLoop(invocation, spec.name(), selection)
                .execute(each -> withNamedCommand(each, marked).execute(marked));
    }

    /**
     * Prints help, the version or a usage error if the command line asks for one or has one. Otherwise executes nothing and fills
     * {@link Invocation#options()}. Needs no database and no script.
     *
     * @return the exit code if something was printed; empty if there is a command to execute
     */
    public static OptionalInt printHelpOrUsageError(Invocation invocation, String... arguments) {
        String[] marked = TargetArguments.mark(arguments);
        CommandLine commandLine = withNamedCommand(invocation, marked);
        return command(commandLine, marked).isPresent()
                ? OptionalInt.empty()
                : OptionalInt.of(withAllCommands(commandLine, invocation).execute(marked));
    }

    /** Returns the command to execute; empty for help, the version and usage errors, which picocli prints. */
    private static Optional<ParseResult> command(CommandLine commandLine, String... arguments) {
        try {
            ParseResult parsed = commandLine.parseArgs(arguments);
            boolean help = parsed.asCommandLineList().stream()
                    .anyMatch(part -> part.isUsageHelpRequested() || part.isVersionHelpRequested());
            return help || !parsed.hasSubcommand() ? Optional.empty() : Optional.of(last(parsed));
        } catch (ParameterException usageError) {
            return Optional.empty();
        }
    }

    /** Returns the innermost command: {@code flyway} of {@code import flyway}. */
    private static ParseResult last(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last;
    }

    /** The value of an option may be the name of a command. Then parsing fails, and the caller takes all commands. */
    private static CommandLine withNamedCommand(Invocation invocation, String... words) {
        CommandLine commandLine = commandLine(invocation);
        CommandTree.addNamed(words, commandLine);
        return configured(commandLine, invocation);
    }

    /** For help and for suggestions in usage errors. */
    private static CommandLine withAllCommands(CommandLine parsed, Invocation invocation) {
        if (CommandTree.isComplete(parsed)) {
            return parsed;
        }
        return withAllCommands(invocation);
    }

    /** The whole command line. */
    static CommandLine withAllCommands(Invocation invocation) {
        CommandLine commandLine = commandLine(invocation);
        CommandTree.addAll(commandLine);
        return configured(commandLine, invocation);
    }

    private static CommandLine commandLine(Invocation invocation) {
        return new CommandLine(new MigrationCommand(invocation), new Commands(invocation));
    }

    /** Settings apply to the commands that exist when they are set. */
    private static CommandLine configured(CommandLine commandLine, Invocation invocation) {
        return commandLine
                .registerConverter(String.class, new TargetArguments())
                .setCommandName(invocation.context().program())
                .setOut(invocation.console().out())
                .setErr(invocation.console().err())
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(invocation.console().ansi()))
                .setUsageHelpAutoWidth(true)
                .setResourceBundle(invocation.context().helpTexts())
                .setParameterExceptionHandler(new UsageErrors(invocation));
    }

    /** Creates commands, and passes the invocation to them. */
    private record Commands(Invocation invocation) implements IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            K created = CommandLine.defaultFactory().create(type);
            if (created instanceof ReportingCommand command) {
                command.use(invocation);
            }
            return created;
        }
    }
}
