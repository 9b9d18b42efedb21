// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.migration.sql.Token;

/**
 * A comment that is an instruction to the tool: {@code -- @revision abc123}.
 *
 * @param name the word after the {@code @}
 * @param value the text after the word; may be empty
 * @param line the line of the comment
 */
public record Directive(String name, String value, int line) {

    private static final int DASHES = 2;

    /** The directive in a comment, if it contains one. */
    static Optional<Directive> in(Token comment) {
        String text = comment.text();
        int at = DASHES;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        int start = at + 1;
        if (start >= text.length() || text.charAt(at) != '@' || !isLetter(text.charAt(start))) {
            return Optional.empty();
        }
        int end = start + 1;
        while (end < text.length() && isPart(text.charAt(end))) {
            end++;
        }
        return Optional.of(new Directive(
                text.substring(start, end),
                text.substring(end).strip(),
                comment.position().line()));
    }

    private static boolean isSpace(char character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static boolean isPart(char character) {
        return isLetter(character) || (character >= '0' && character <= '9') || character == '_' || character == '-';
    }

    Optional<Word> word() {
        return Word.of(name);
    }

    /** The values between commas, without surrounding white space. */
    List<String> values() {
        if (value.indexOf(',') < 0) {
            return List.of(value.strip());
        }
        return Arrays.stream(value.split(",", -1)).map(String::strip).distinct().toList();
    }

    /** The known directives. */
    public enum Word {
        REVISION("revision"),
        REVISES("revises"),
        BRANCH("branch"),
        DEPENDS_ON("depends-on"),
        REPLACES("replaces"),
        CREATED("created"),
        LOCK_TIMEOUT("lock-timeout"),
        STATEMENT_TIMEOUT("statement-timeout"),
        RETRY_FOR("retry-for"),
        REPEATABLE("repeatable"),
        NEEDS("needs"),
        REAPPLY("reapply"),
        TRANSACTION("transaction"),
        REQUIRE("require"),
        ENSURE("ensure"),
        UPGRADE("upgrade"),
        DOWNGRADE("downgrade"),
        ALLOW("allow"),
        HOOK("hook"),
        BATCH("batch"),
        BACKGROUND("background"),
        INDEPENDENT_OF("independent-of");

        private static final List<Word> ALL = List.of(values());

        private final String text;

        Word(String text) {
            this.text = text;
        }

        static Optional<Word> of(String text) {
            for (Word word : ALL) {
                if (word.text.equals(text)) {
                    return Optional.of(word);
                }
            }
            return Optional.empty();
        }

        static List<String> texts() {
            return ALL.stream().map(word -> word.text).toList();
        }

        /** The word as it is written in scripts. */
        String text() {
            return text;
        }

        /** Whether a script may have it several times. */
        boolean isRepeated() {
            return this == REQUIRE || this == ENSURE;
        }

        /** Whether it may have no value. */
        boolean isFlag() {
            return this == BACKGROUND;
        }

        boolean isSection() {
            return this == UPGRADE || this == DOWNGRADE;
        }
    }
}
