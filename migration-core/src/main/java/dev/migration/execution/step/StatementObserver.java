// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.time.Duration;

import dev.migration.execution.statement.StepStatement;

/**
 * Is told about each statement of a script that the server has executed. A client cannot measure the statements of one message, so an
 * observed pipeline sends each in a message of its own. Statements of this library between them stay in one message, which is reported
 * by its last statement: outside a transaction, they need the one that the server makes of a message.
 */
@FunctionalInterface
public interface StatementObserver {

    /** @param duration from the message until the result, with the round trip */
    void executed(StepStatement statement, Duration duration);
}
