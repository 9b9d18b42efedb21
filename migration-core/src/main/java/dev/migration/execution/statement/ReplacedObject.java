// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.List;

import dev.migration.script.RepeatableScript;

/**
 * An object of a repeatable that is dropped before a step, and created by the repeatable again.
 *
 * @param script the repeatable
 * @param title for messages: {@code view public.open_tickets}
 * @param drop the statement that drops it, and nothing that depends on it
 * @param restore the statements that restore what was granted and commented, after the repeatable
 * @param unchanged the condition that the database has on it what it had before
 */
public record ReplacedObject(
        RepeatableScript script, String title, String drop, List<String> restore, StepStatement.Condition unchanged) {

    public ReplacedObject {
        restore = List.copyOf(restore);
    }
}
