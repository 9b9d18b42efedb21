// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The options that a script declares for its own run. For an empty option, the settings apply.
 *
 * @param statementByStatement whether the script declares {@code @transaction none}
 * @param conditions what must hold before and after its upgrade, in the order of the script
 */
public record ScriptOptions(
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        Optional<Duration> retryFor,
        boolean statementByStatement,
        List<ScriptCondition> conditions) {

    public ScriptOptions {
        conditions = List.copyOf(conditions);
    }

    /** No option is declared. */
    public static final ScriptOptions NONE =
            new ScriptOptions(Optional.empty(), Optional.empty(), Optional.empty(), false, List.of());
}
