// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.sql.Token;

/**
 * A comment that is an instruction to the tool: {@code -- @revision abc123}.
 *
 * @param name the word after the {@code @}
 * @param value the text after the word; may be empty
 * @param line the line of the comment
 */
public record Directive(String name, String value, int line) {

    private static final Pattern FORM = Pattern.compile("--\\s*@([A-Za-z][A-Za-z0-9_-]*)\\s*(.*)", Pattern.DOTALL);

    /** The directive in a comment, if it contains one. */
    static Optional<Directive> in(Token comment) {
        Matcher matcher = FORM.matcher(comment.text());
        return matcher.matches()
                ? Optional.of(new Directive(
                        matcher.group(1),
                        matcher.group(2).strip(),
                        comment.position().line()))
                : Optional.empty();
    }

    Optional<Word> word() {
        return Word.of(name);
    }

    /** The values between commas, without surrounding white space. */
    List<String> values() {
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

        private final String text;

        Word(String text) {
            this.text = text;
        }

        static Optional<Word> of(String text) {
            return Arrays.stream(values())
                    .filter(word -> word.text.equals(text))
                    .findFirst();
        }

        static List<String> texts() {
            return Arrays.stream(values()).map(word -> word.text).toList();
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
