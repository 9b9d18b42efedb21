// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a command line into words: at white space, but not inside single or double quotes. No other character has a meaning.
 *
 * <p>Own code, because Commons Exec splits at spaces only and loses empty and nested quotes, Commons Text accepts an unclosed quote,
 * the JDK's {@code StreamTokenizer} reads backslashes, and picocli has no splitter.
 */
final class CommandLineSplitter {

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private Optional<Character> quote = Optional.empty();

    private CommandLineSplitter() {}

    /** The words; empty if a quote is not closed. */
    static Optional<List<String>> of(String text) {
        CommandLineSplitter splitter = new CommandLineSplitter();
        text.chars().forEach(character -> splitter.read((char) character));
        splitter.endWord();
        return splitter.quote.isPresent() ? Optional.empty() : Optional.of(List.copyOf(splitter.words));
    }

    private void read(char character) {
        if (quote.isPresent()) {
            readQuoted(character, quote.get());
        } else if (character == '\'' || character == '"') {
            quote = Optional.of(character);
            inWord = true;
        } else if (Character.isWhitespace(character)) {
            endWord();
        } else {
            word.append(character);
            inWord = true;
        }
    }

    private void readQuoted(char character, char end) {
        if (character == end) {
            quote = Optional.empty();
        } else {
            word.append(character);
        }
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
