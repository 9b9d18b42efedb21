// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.List;
import java.util.Map;

import dev.migration.error.MigrationException;

/** A saved plan is not what an upgrade would do now. Nothing was run. */
public final class StalePlanException extends MigrationException {

    private final List<String> reasons;

    /** @param reasons sentences, at least one */
    public StalePlanException(List<String> reasons) {
        super(
                "The saved plan no longer holds. " + String.join(System.lineSeparator(), reasons),
                "Save a new plan ('plan --out FILE'), review it, and apply that one.");
        this.reasons = List.copyOf(reasons);
    }

    /** Everything that differs from the plan, in sentences. */
    public List<String> reasons() {
        return reasons;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("reasons", reasons);
    }
}
