// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/** Asks the person at the terminal. */
public final class Question {

    private final Console terminal;

    private Question(Console terminal) {
        this.terminal = terminal;
    }

    /** Returns empty if nobody can answer: there is no terminal, or the output is JSON. */
    public static Optional<Question> at(Invocation invocation) {
        return Optional.ofNullable(System.console())
                .filter(console ->
                        invocation.console().terminal() && !invocation.options().json())
                .map(Question::new);
    }

    /** Whether the answer is {@code y} or {@code yes}. */
    public boolean isYes(String sentence) {
        String answer = terminal.readLine("%s [y/N] ", sentence);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y(es)?");
    }
}
