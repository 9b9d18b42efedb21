// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.migration.error.NearestWord;
import dev.migration.lint.Severity;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.compatibility.CompatibilityRules;
import dev.migration.lint.rule.constraint.ConstraintRules;
import dev.migration.lint.rule.hygiene.HygieneRules;
import dev.migration.lint.rule.index.IndexRules;
import dev.migration.lint.rule.removal.RemovalRules;
import dev.migration.lint.rule.rewrite.RewriteRules;
import dev.migration.lint.rule.transaction.TransactionRules;

/** All rules with their severities. */
public final class RuleBook {

    /** Findings that no rule makes: about {@code @allow}, and about what the server refuses. */
    private static final Map<String, Severity> OTHERS = new LinkedHashMap<>(Map.of(
            "unused-allow", Severity.WARNING,
            "unknown-rule", Severity.ERROR,
            "allow-without-reason", Severity.ERROR,
            "fails", Severity.ERROR,
            "column-set-twice", Severity.ERROR,
            "concurrently-on-partitioned", Severity.ERROR,
            "branches-do-not-commute", Severity.ERROR));

    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> scaling = new HashSet<>();
    private final Map<String, Severity> severities = new LinkedHashMap<>();

    /**
     * @param configured severities that differ from those of the rules
     * @throws UnknownRuleException if one of them names no rule
     */
    public RuleBook(Map<String, Severity> configured) {
        addScaling(RewriteRules.all());
        addScaling(ConstraintRules.all());
        addScaling(IndexRules.all());
        addScaling(TransactionRules.all());
        rules.addAll(CompatibilityRules.all());
        rules.addAll(RemovalRules.all());
        rules.addAll(HygieneRules.all());
        severities.putAll(OTHERS);
        rules.forEach(rule -> severities.put(rule.id(), rule.severity()));
        configured.forEach((id, severity) -> {
            if (!severities.containsKey(id)) {
                throw new UnknownRuleException(id, NearestWord.question(id, severities.keySet()));
            }
            severities.put(id, severity);
        });
    }

    private void addScaling(List<Rule> others) {
        rules.addAll(others);
        others.forEach(rule -> scaling.add(rule.id()));
    }

    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    /** The severity of a rule or of another finding. */
    public Severity severity(String id) {
        return severities.getOrDefault(id, Severity.ERROR);
    }

    public Set<String> ids() {
        return new TreeSet<>(severities.keySet());
    }

    boolean isKnown(String id) {
        return severities.containsKey(id);
    }

    /** Whether a finding of this rule matters only for a table with many rows. */
    boolean scales(String id) {
        return scaling.contains(id);
    }

    /** A rule whose severity a setting changed. */
    boolean isSet(Rule rule) {
        return severity(rule.id()) != rule.severity();
    }
}
