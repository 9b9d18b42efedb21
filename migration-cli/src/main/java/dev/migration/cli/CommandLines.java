package dev.migration.cli;

import java.lang.reflect.Constructor;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

import dev.migration.cli.frame.Invocation;
import dev.migration.cli.frame.Misspelled;
import dev.migration.cli.frame.TargetText;

/** Reads what was typed and carries it out. */
final class CommandLines {

    private CommandLines() {}

    /** The exit code of the command. */
    static int execute(Invocation invocation, String... arguments) {
        IFactory factory = new Commands(invocation);
        CommandLine commandLine = new CommandLine(new MigrationCommand(invocation), factory);
        commandLine
                .setOut(invocation.console().out())
                .setErr(invocation.console().err())
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(invocation.console().ansi()))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new Misspelled(invocation));
        return commandLine.execute(TargetText.mark(arguments));
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
