package dev.migration.cli;

import java.lang.reflect.Constructor;
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

/** Reads what was typed and carries it out. */
public final class CommandLines {

    private CommandLines() {}

    /** Carries it out for the database, or for each of several; the exit code of the command. */
    public static int execute(Invocation invocation, String... arguments) {
        CommandLine commandLine = commandLine(invocation);
        String[] marked = TargetArguments.mark(arguments);
        Optional<ParseResult> command = command(commandLine, marked);
        if (command.isEmpty()) {
            return commandLine.execute(marked);
        }
        CommandSpec spec = command.get().commandSpec();
        DatabaseSelection reach = spec.userObject() instanceof ReportingCommand reporting
                ? reporting.databaseSelection()
                : DatabaseSelection.NO_DATABASE;
        return new DatabaseLoop(invocation, spec.name(), reach)
                .execute(one -> commandLine(one).execute(marked));
    }

    /**
     * What needs no database and no script: a text of help, or a complaint about what was typed. Reads the options otherwise,
     * for {@link Invocation#options()}.
     *
     * @return the exit code of what was said; empty when there is a command to carry out
     */
    public static OptionalInt printHelpOrUsageError(Invocation invocation, String... arguments) {
        CommandLine commandLine = commandLine(invocation);
        String[] marked = TargetArguments.mark(arguments);
        return command(commandLine, marked).isPresent()
                ? OptionalInt.empty()
                : OptionalInt.of(commandLine.execute(marked));
    }

    /** The command that was typed in full; help and faults are for picocli. */
    private static Optional<ParseResult> command(CommandLine commandLine, String... arguments) {
        try {
            ParseResult parsed = commandLine.parseArgs(arguments);
            boolean help = parsed.asCommandLineList().stream()
                    .anyMatch(part -> part.isUsageHelpRequested() || part.isVersionHelpRequested());
            return help || !parsed.hasSubcommand() ? Optional.empty() : Optional.of(last(parsed));
        } catch (ParameterException wrong) {
            return Optional.empty();
        }
    }

    /** Of {@code import flyway} it is {@code flyway}. */
    private static ParseResult last(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last;
    }

    private static CommandLine commandLine(Invocation invocation) {
        IFactory factory = new Commands(invocation);
        CommandLine commandLine = new CommandLine(new MigrationCommand(invocation), factory);
        return commandLine
                .setCommandName(invocation.context().program())
                .setOut(invocation.console().out())
                .setErr(invocation.console().err())
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(invocation.console().ansi()))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new UsageErrors(invocation));
    }

    /** Hands the invocation to each command that is made. */
    private record Commands(Invocation invocation) implements IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Invocation.class) {
                    return type.cast(constructor.newInstance(invocation));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
