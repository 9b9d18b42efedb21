// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.text;

import java.util.List;
import java.util.Set;

import dev.migration.sql.Token;

/**
 * The name of a column in the definition of an index or a constraint of its table.
 *
 * @param name as in SQL, quoted where that is needed
 */
public record ColumnName(String name) {

    private static final Set<String> AFTER_ANOTHER_NAME = Set.of("(", ".");

    /** Whether a definition uses the column. */
    public boolean isIn(String definition) {
        List<Token> tokens = Spelling.tokens(definition);
        for (int i = 0; i < tokens.size(); i++) {
            if (isColumn(tokens, i)) {
                return true;
            }
        }
        return false;
    }

    /** The definition with another column in its place. */
    public String replaced(String definition, String other) {
        List<Token> tokens = Spelling.tokens(definition);
        StringBuilder text = new StringBuilder(definition);
        for (int i = tokens.size() - 1; i >= 0; i--) {
            if (isColumn(tokens, i)) {
                int start = (int) tokens.get(i).position().offset();
                text.replace(start, start + name.length(), other);
            }
        }
        return text.toString();
    }

    private boolean isColumn(List<Token> tokens, int index) {
        return tokens.get(index).text().equals(name)
                && (index == 0 || !tokens.get(index - 1).text().equals("."))
                && (index + 1 == tokens.size()
                        || !AFTER_ANOTHER_NAME.contains(tokens.get(index + 1).text()));
    }
}
