// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The arguments after {@code java -jar app.jar}, if they contain a command.
 *
 * @param application properties of the application, such as {@code --spring.profiles.active=prod}, at any position
 * @param command the command and its options
 */
record CommandArguments(List<String> application, List<String> command) {

    /** The argument that introduces a command. */
    static final String WORD = "migrations";

    /** The name of a property contains a dot; the name of an option of a command does not. */
    private static final Pattern PROPERTY = Pattern.compile("--[\\w-]+(\\[[^=]*])?\\.[^=]+(=.*)?", Pattern.DOTALL);

    /** Returns empty if the application starts as usual. Only options may stand before {@value #WORD}. */
    static Optional<CommandArguments> of(String... arguments) {
        List<String> application = new ArrayList<>();
        int next = 0;
        while (next < arguments.length && arguments[next].startsWith("--")) {
            application.add(arguments[next++]);
        }
        if (next == arguments.length || !arguments[next].equals(WORD)) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>();
        for (String argument : List.of(arguments).subList(next + 1, arguments.length)) {
            (PROPERTY.matcher(argument).matches() ? application : command).add(argument);
        }
        return Optional.of(new CommandArguments(List.copyOf(application), List.copyOf(command)));
    }
}
