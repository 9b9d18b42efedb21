// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.time.Duration;
import java.util.Optional;

/**
 * The options that a script declares for its own run. For an empty option, the settings apply.
 *
 * @param statementByStatement whether the script declares {@code @transaction none}
 */
public record ScriptOptions(
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        Optional<Duration> retryFor,
        boolean statementByStatement) {

    /** No option is declared. */
    public static final ScriptOptions NONE =
            new ScriptOptions(Optional.empty(), Optional.empty(), Optional.empty(), false);
}
