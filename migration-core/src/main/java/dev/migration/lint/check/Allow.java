// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.migration.sql.Position;

/**
 * An {@code @allow RULE[, RULE…] because REASON}.
 *
 * @param reason empty if there is none
 * @param position where it is
 * @param statement the offset of the statement that it is about; -1 for the whole script
 */
record Allow(List<String> rules, String reason, Position position, long statement) {

    private static final Pattern FORM = Pattern.compile(
            "--\\s*@allow\\b\\s*((?:[\\w-]+(?:\\s*,\\s*[\\w-]+)*)?)(?:\\s+because\\b\\s*(.*)|.*)", Pattern.DOTALL);

    static final long WHOLE_SCRIPT = -1;

    /** Whether a comment is one. */
    static boolean isIn(String comment) {
        return FORM.matcher(comment).matches();
    }

    static Allow parse(String comment, Position position, long statement) {
        Matcher matcher = FORM.matcher(comment);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(comment);
        }
        List<String> rules = Stream.of(matcher.group(1).split(","))
                .map(String::strip)
                .filter(rule -> !rule.isEmpty())
                .toList();
        String reason = matcher.group(2) == null ? "" : matcher.group(2).strip();
        return new Allow(rules, reason, position, statement);
    }

    Allow about(long offset) {
        return new Allow(rules, reason, position, offset);
    }

    boolean covers(String rule, long offset) {
        return rules.contains(rule) && (statement == WHOLE_SCRIPT || statement == offset);
    }
}
