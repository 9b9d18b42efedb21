// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule;

import java.util.List;

import dev.migration.lint.Severity;

/** A rule: one danger, decided by the trace of a statement. */
public abstract class Rule {

    private final String id;
    private final Severity severity;
    private final String description;

    /** @param description one sentence that says what the danger is */
    protected Rule(String id, Severity severity, String description) {
        this.id = id;
        this.severity = severity;
        this.description = description;
    }

    /** The name in reports, settings and {@code @allow}. */
    public final String id() {
        return id;
    }

    /** The severity without a setting. */
    public final Severity severity() {
        return severity;
    }

    public final String description() {
        return description;
    }

    /** The dangers of one statement. */
    public abstract List<Problem> check(Situation situation);
}
