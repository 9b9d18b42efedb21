// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.fix;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.lint.Finding;
import dev.migration.sql.StatementWords;

/** Which findings have an alternative that is the whole change, so that it may stand in place of the statement. */
final class MechanicalFix {

    private static final String FOREIGN_KEY = "add-foreign-key-validating";

    private static final Set<String> RULES = Set.of(
            "add-check-validating",
            FOREIGN_KEY,
            "add-primary-key-builds-index",
            "add-unique-builds-index",
            "alter-domain-validating",
            "attach-partition-scan",
            "change-column-type-rebuilds-index",
            "change-column-type-scan",
            "create-index-blocking",
            "drop-index-blocking",
            "enum-add-value-position",
            "primary-key-sets-not-null",
            "reindex-blocking",
            "set-not-null-scan",
            "validate-in-same-transaction",
            "validate-shares-transaction-of-others");

    private static final Set<String> DEFINITIONS = Set.of("alter", "create", "drop", "reindex");

    private MechanicalFix() {}

    /** Why the alternative cannot stand in place of the statement; empty if it can. */
    static Optional<String> obstacle(Finding finding) {
        if (finding.alternative().revisions().isEmpty()) {
            return Optional.of("there is no SQL that fits every case");
        }
        if (!RULES.contains(finding.rule())) {
            return Optional.of("its alternative leaves a part of the change to a person");
        }
        List<String> words = StatementWords.of(finding.sql());
        if (words.isEmpty() || !DEFINITIONS.contains(words.get(0))) {
            return Optional.of("its statement does more than its effect on the scratch database shows");
        }
        return StatementWords.of(finding.sql()).contains("if")
                ? Optional.of("its statement says IF EXISTS or IF NOT EXISTS, which the alternative does not")
                : Optional.empty();
    }

    /** What replaces the statement. The index that a foreign key should have is another change, with a downgrade of its own. */
    static List<String> replacement(Finding finding) {
        return finding.alternative().revisions().stream()
                .filter(sql -> !finding.rule().equals(FOREIGN_KEY) || !sql.startsWith("CREATE INDEX "))
                .toList();
    }
}
