package dev.migration.boot.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was typed behind {@code java -jar app.jar}.
 *
 * @param application settings of the application, such as {@code --spring.profiles.active=prod}, from anywhere in the line
 * @param command the command and its own options
 */
record CommandArguments(List<String> application, List<String> command) {

    /** The word that makes a command of the line. */
    static final String WORD = "migrations";

    /** No option of a command has a dot. */
    private static final Pattern SETTING = Pattern.compile("--[\\w-]+(\\[[^=]*])?\\.[^=]+(=.*)?", Pattern.DOTALL);

    /** Empty when the line is an ordinary start: no option but settings may come before the word. */
    static Optional<CommandArguments> of(String... line) {
        List<String> application = new ArrayList<>();
        int next = 0;
        while (next < line.length && line[next].startsWith("--")) {
            application.add(line[next++]);
        }
        if (next == line.length || !line[next].equals(WORD)) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>();
        for (String word : List.of(line).subList(next + 1, line.length)) {
            (SETTING.matcher(word).matches() ? application : command).add(word);
        }
        return Optional.of(new CommandArguments(List.copyOf(application), List.copyOf(command)));
    }
}
