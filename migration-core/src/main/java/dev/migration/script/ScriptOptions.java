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
 * @param background whether the script declares {@code @background}
 * @param independentOf the revisions whose work in the background need not be done before this script
 */
public record ScriptOptions(
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        Optional<Duration> retryFor,
        boolean statementByStatement,
        List<ScriptCondition> conditions,
        Background background,
        List<String> independentOf) {

    /** Whether the upgrade waits for the statements of the script. */
    public enum Background {
        /** It does. */
        NO,
        /** Workers run them after the upgrade. */
        YES,
        /** The same, as soon as a person approves. */
        IF_APPROVED
    }

    /** Options of a script that the upgrade runs. */
    public ScriptOptions(
            Optional<Duration> lockTimeout,
            Optional<Duration> statementTimeout,
            Optional<Duration> retryFor,
            boolean statementByStatement,
            List<ScriptCondition> conditions) {
        this(lockTimeout, statementTimeout, retryFor, statementByStatement, conditions, Background.NO, List.of());
    }

    public ScriptOptions {
        conditions = List.copyOf(conditions);
        independentOf = List.copyOf(independentOf);
    }

    /** No option is declared. */
    public static final ScriptOptions NONE =
            new ScriptOptions(Optional.empty(), Optional.empty(), Optional.empty(), false, List.of());
}
