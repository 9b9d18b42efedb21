package dev.migration.execution.step;

import java.util.Optional;

import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.statement.StepBody;

/**
 * Finds another way for a body that was rolled back because it used a value of an enum before that was committed. Its text
 * does not always show that: the value may stand in the data of a COPY, in a function, in a hook or in a repeatable.
 */
final class EnumValueRetry {

    /** PostgreSQL manual, ALTER TYPE, "Notes". */
    private static final String UNSAFE_NEW_ENUM_VALUE_USAGE = "55P04";

    private final SegmentRunner pieces;

    EnumValueRetry(SegmentRunner pieces) {
        this.pieces = pieces;
    }

    /**
     * What to run instead: the script in pieces, or the revision without the repeatables behind it, which then follow in a
     * transaction of their own. Empty when that would not help.
     */
    Optional<StepBody> wayAround(Throwable failure, StepBody body) {
        if (ServerErrors.in(failure)
                .map(ServerErrors::stateOf)
                .filter(UNSAFE_NEW_ENUM_VALUE_USAGE::equals)
                .isEmpty()) {
            return Optional.empty();
        }
        if (body instanceof StepBody.Repeating repeating && repeating.revision().isPresent()) {
            StepBody revision = repeating.revision().get();
            return isInRepeatable(failure) ? Optional.of(revision) : cut(revision);
        }
        return cut(body);
    }

    private Optional<StepBody> cut(StepBody body) {
        return body instanceof StepBody.Sql sql && sql.fitsIntoOneTransaction() && pieces.canCut(sql)
                ? Optional.of(sql.cut())
                : Optional.empty();
    }

    private static boolean isInRepeatable(Throwable failure) {
        return failure instanceof StatementFailure statement
                && statement.origin().repeatable().isPresent();
    }
}
