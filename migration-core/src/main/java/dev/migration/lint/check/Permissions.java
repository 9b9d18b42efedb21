// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.migration.error.NearestWord;
import dev.migration.lint.Alternative;
import dev.migration.lint.Finding;
import dev.migration.lint.Severity;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.trace.TracedStatement;

/** Separates findings that a script allows from the others, and finds what is wrong with the {@code @allow} comments. */
public final class Permissions {

    private final RuleBook book;
    private final Map<String, List<Allow>> allows = new LinkedHashMap<>();
    private final Set<Allow> used = new HashSet<>();

    public Permissions(RuleBook book) {
        this.book = book;
    }

    /** Reads the comments of a script. */
    public void read(String source, SqlInput text) {
        allows.put(source, AllowReader.read(text));
    }

    /** Reads the texts of a Java revision, each as behind {@code @allow}; they are about the whole revision. */
    public void read(String source, List<String> texts) {
        allows.put(
                source,
                texts.stream()
                        .map(text -> Allow.parse("-- @allow " + text, Position.START, Allow.WHOLE_SCRIPT))
                        .toList());
    }

    /** Whether the script allows the finding, with a reason. */
    public boolean allow(Finding finding) {
        boolean allowed = false;
        long offset = finding.statement().statement().position().offset();
        for (Allow allow : allows.getOrDefault(finding.statement().source(), List.of())) {
            if (allow.covers(finding.rule(), offset)) {
                used.add(allow);
                allowed |= !allow.reason().isEmpty();
            }
        }
        return allowed;
    }

    /** What is wrong with the comments; call it after {@link #allow} was called for every finding. */
    public List<Finding> faults() {
        List<Finding> faults = new ArrayList<>();
        allows.forEach((source, list) -> list.forEach(allow -> addFaults(source, allow, faults)));
        return faults;
    }

    private void addFaults(String source, Allow allow, List<Finding> faults) {
        List<String> unknown =
                allow.rules().stream().filter(rule -> !book.isKnown(rule)).toList();
        unknown.forEach(rule -> faults.add(fault(
                "unknown-rule",
                source,
                allow,
                "'" + rule + "' is not a rule." + NearestWord.question(rule, book.ids()))));
        if (allow.reason().isEmpty()) {
            faults.add(fault("allow-without-reason", source, allow, "The @allow has no reason. Write: because …"));
        } else if (!used.contains(allow) && unknown.isEmpty()) {
            faults.add(fault(
                    "unused-allow",
                    source,
                    allow,
                    "Nothing is found here that '" + String.join(", ", allow.rules())
                            + "' would allow. Delete the @allow."));
        }
    }

    private Finding fault(String rule, String source, Allow allow, String message) {
        Severity severity = book.severity(rule);
        TracedStatement place = new TracedStatement("", source, new SqlStatement("", allow.position(), false));
        return new Finding(rule, severity, message, place, List.of(), "", Alternative.NONE);
    }
}
