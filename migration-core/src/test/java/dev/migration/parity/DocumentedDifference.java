// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The questions in which our answer differs from Alembic's on purpose: {@code docs/where-we-differ-from-alembic.md}. */
final class DocumentedDifference {

    /** The reasons for which Alembic refuses and we do not. */
    private static final Map<String, Set<String>> LENIENT = Map.of(
            "downgrade",
            Set.of("not-a-target", "multiple-heads", "ambiguous-walk", "walked-too-far", "ambiguous-current"),
            "history",
            Set.of("not-a-target", "no-such-branch", "multiple-heads", "overlap", "not-found", "crash"),
            "stamp",
            Set.of("not-found", "crash"),
            "resolve",
            Set.of("not-found"),
            "resolve_one",
            Set.of("not-found"),
            "revision",
            Set.of("not-found"),
            "merge",
            Set.of("not-found"),
            "upgrade",
            Set.of("overlap", "crash"));

    private DocumentedDifference() {}

    static boolean isLenient(ParityQuestion question) {
        String kind = question.text("kind").orElse("");
        return kind.equals("ambiguous-prefix")
                || LENIENT.getOrDefault(question.operation(), Set.of()).contains(kind);
    }

    /** Whether a row of the page says that an answer of Alembic that is not a refusal is wrong here. */
    static boolean explains(ParityQuestion question) {
        List<String> rows = question.texts("from");
        return switch (question.operation()) {
            case "stamp", "labels" -> true;
            case "downgrade" -> question.text("to").orElse("").contains("@");
            case "history" ->
                rows.isEmpty() && question.text("range").orElse("").endsWith(":current");
            case "resolve" -> question.text("arg").orElse("").matches("(.*@)?-\\d+");
            default -> isLenient(question);
        };
    }
}
