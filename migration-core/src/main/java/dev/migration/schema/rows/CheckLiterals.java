// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that CHECK constraints may allow: the literals that they contain as the server writes them, and numbers near and between them. */
final class CheckLiterals {

    private static final Pattern LITERAL =
            Pattern.compile("'((?:[^']|'')*)'|(?<![\\w\"])-?\\d+(?:\\.\\d+)?(?![\\w\"])");

    private CheckLiterals() {}

    static List<String> of(List<String> checks) {
        Set<String> texts = new LinkedHashSet<>();
        List<BigDecimal> numbers = new ArrayList<>();
        for (String check : checks) {
            Matcher literal = LITERAL.matcher(check);
            while (literal.find()) {
                if (literal.group(1) == null) {
                    numbers.add(new BigDecimal(literal.group()));
                } else {
                    texts.add(literal.group(1).replace("''", "'"));
                }
            }
        }
        texts.remove("");
        texts.addAll(near(numbers));
        return List.copyOf(texts);
    }

    private static Set<String> near(List<BigDecimal> numbers) {
        Set<String> found = new LinkedHashSet<>();
        numbers.forEach(number -> found.add(number.toPlainString()));
        for (int i = 1; i < numbers.size(); i++) {
            BigDecimal sum = numbers.get(i - 1).add(numbers.get(i));
            found.add(sum.divide(BigDecimal.valueOf(2)).toPlainString());
        }
        numbers.forEach(number -> found.add(number.add(BigDecimal.ONE).toPlainString()));
        numbers.forEach(number -> found.add(number.subtract(BigDecimal.ONE).toPlainString()));
        return found;
    }
}
