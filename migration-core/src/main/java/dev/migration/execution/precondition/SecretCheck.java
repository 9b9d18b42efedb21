// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.precondition;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.migration.execution.refusal.MissingSecretException;
import dev.migration.execution.statement.StepBody;
import dev.migration.plan.Step;
import dev.migration.script.Hook;
import dev.migration.script.Hooks;
import dev.migration.script.RepeatableScript;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;

/** Checks whether all secrets are given that the scripts of a plan use. Who only verifies or reads does not need them. */
public final class SecretCheck {

    private final Hooks hooks;
    private final Variables variables;
    private final Map<String, Set<String>> missing = new TreeMap<>();

    public SecretCheck(Hooks hooks, Variables variables) {
        this.hooks = hooks;
        this.variables = variables;
    }

    /** @throws MissingSecretException with all secrets that are missing */
    public void check(Map<Step, StepBody> bodies) {
        bodies.values().forEach(this::add);
        if (!bodies.isEmpty()) {
            for (Hook.Event event : Hook.Event.values()) {
                hooks.at(event).forEach(hook -> add(hook.section(), variables, hook.source()));
            }
        }
        if (!missing.isEmpty()) {
            throw new MissingSecretException(missing);
        }
    }

    private void add(StepBody body) {
        if (body instanceof StepBody.Sql sql) {
            add(sql.section(), sql.variables(), sql.source());
        } else if (body instanceof StepBody.Repeating repeating) {
            repeating.revision().ifPresent(this::add);
            for (RepeatableScript script : repeating.repeatables()) {
                add(script.section(), variables, script.source());
            }
        }
    }

    private void add(SqlSection section, Variables values, String source) {
        values.missingIn(section)
                .forEach(name ->
                        missing.computeIfAbsent(name, some -> new TreeSet<>()).add(source));
    }
}
