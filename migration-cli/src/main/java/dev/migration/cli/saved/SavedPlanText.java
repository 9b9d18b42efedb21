// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.saved;

import java.util.Map;

import dev.migration.plan.SavedPlan;

/** What a reader of a saved plan sees of a script besides what an upgrade compares. */
@FunctionalInterface
public interface SavedPlanText {

    /** Members of JSON, such as the message, the class and the locks; may be empty. */
    Map<String, Object> of(SavedPlan.Script script);
}
