// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.util.Optional;

import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.statement.Segments;
import dev.migration.execution.statement.StepBody;

/**
 * Finds an alternative for a body that was rolled back because it used an enum value before the value was committed. The text
 * does not always show this: the value may be in the data of a COPY, in a function, in a hook or in a repeatable.
 */
final class EnumValueRetry {

    /** PostgreSQL manual, ALTER TYPE, "Notes". */
    private static final String UNSAFE_NEW_ENUM_VALUE_USAGE = "55P04";

    private EnumValueRetry() {}

    /**
     * The body to run instead: the script in segments, or the revision without its repeatables, which then run in a transaction
     * of their own. Empty if neither can help.
     */
    static Optional<StepBody> alternative(Throwable failure, StepBody body) {
        if (!ServerErrors.isState(UNSAFE_NEW_ENUM_VALUE_USAGE, failure)) {
            return Optional.empty();
        }
        if (body instanceof StepBody.Repeating replacing
                && !replacing.replaced().isEmpty()) {
            // What was dropped must be applied again in the same transaction.
            return Optional.empty();
        }
        if (body instanceof StepBody.Repeating repeating && repeating.revision().isPresent()) {
            StepBody revision = repeating.revision().get();
            return isInRepeatable(failure) ? Optional.of(revision) : split(revision);
        }
        return split(body);
    }

    private static Optional<StepBody> split(StepBody body) {
        return body instanceof StepBody.Sql sql
                        && sql.fitsIntoOneTransaction()
                        && new Segments(sql.options()).endIn(sql.section())
                ? Optional.of(sql.split())
                : Optional.empty();
    }

    private static boolean isInRepeatable(Throwable failure) {
        return failure instanceof StatementFailure statement
                && statement.origin().repeatable().isPresent();
    }
}
