// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import dev.migration.cli.setting.UsageException;
import dev.migration.error.NearestWord;

/** Prints usage errors, with the nearest valid word for a misspelled one. */
public final class UsageErrors implements IParameterExceptionHandler {

    /** Options whose value people write without the option. */
    private static final Set<String> MEANT = Set.of("--rev-range", "--message");

    private final Invocation invocation;

    public UsageErrors(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String path = command.getCommandSpec().qualifiedName();
        // The parser stops at the first error and may not have read a later --json.
        invocation.options().enableJson(List.of(arguments).contains("--json"));
        Reporter reporter = new Reporter(invocation, command.getCommandName());
        return reporter.fail(
                refused(failure)
                        .orElseGet(() -> new UsageException(problem(failure, command), remedy(failure, command, path))),
                Optional::empty);
    }

    /** What an option itself refuses. */
    private static Optional<UsageException> refused(ParameterException failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .filter(UsageException.class::isInstance)
                .map(UsageException.class::cast)
                .findFirst();
    }

    private static String problem(ParameterException failure, CommandLine command) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            boolean option = word.startsWith("-");
            List<String> known = option
                    ? options(command)
                    : List.copyOf(command.getSubcommands().keySet());
            String kind = option ? "option" : known.isEmpty() ? "argument" : "command";
            String shown = withoutValue(word);
            return "There is no " + kind + " '" + shown + "' here."
                    + NearestWord.question(shown.replace("=…", ""), known);
        }
        // Picocli writes "Error: Missing …" and "Value for option option '-x' …"
        String message = String.valueOf(failure.getMessage())
                .replaceFirst("^Error: ", "")
                .replaceFirst("(should be in KEY=VALUE format) but was .*", "$1")
                .replaceFirst("^Value for option option ", "The value of option ");
        return message.endsWith(".") ? message : message + ".";
    }

    /** An argument may be meant as the value of an option: {@code history a1:b2} of Alembic's {@code -r}. */
    private static String remedy(ParameterException failure, CommandLine command, String path) {
        boolean isArgument = failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().get(0).startsWith("-");
        return command.getCommandSpec().options().stream()
                        .filter(option -> isArgument && MEANT.contains(option.longestName()))
                        .findFirst()
                        .map(option -> "Name the option: '" + path + " " + option.shortestName() + " "
                                + option.paramLabel() + "'; '")
                        .orElse("Type '")
                + path + " --help'.";
    }

    /** An address and the value of an unknown option can be a secret. */
    private static String withoutValue(String word) {
        return word.contains("://") || word.contains("@") ? "(an address)" : word.replaceFirst("=.*", "=…");
    }

    private static List<String> options(CommandLine command) {
        List<String> names = new ArrayList<>();
        command.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
        return names;
    }
}
