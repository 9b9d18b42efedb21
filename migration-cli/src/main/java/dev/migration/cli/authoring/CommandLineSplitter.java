package dev.migration.cli.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a command line into words: at white space, but not inside single or double quotes. Nothing else has a meaning. */
final class CommandLineSplitter {

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private Optional<Character> quote = Optional.empty();

    private CommandLineSplitter() {}

    /** The words; empty when a quote is not closed. */
    static Optional<List<String>> of(String text) {
        CommandLineSplitter reader = new CommandLineSplitter();
        text.chars().forEach(character -> reader.read((char) character));
        reader.endWord();
        return reader.quote.isPresent() ? Optional.empty() : Optional.of(List.copyOf(reader.words));
    }

    private void read(char character) {
        if (quote.isPresent()) {
            inQuote(character, quote.get());
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

    private void inQuote(char character, char end) {
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
