package dev.migration.boot.operation;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants, as it came in.
 *
 * @param operation a word of {@link OperationType}
 * @param target where to; an order without it is refused, lest a slip of the pen mean the heads
 * @param database its name; null where there is one only
 * @param by who; an empty text when nobody is logged in
 */
public record OperationRequest(
        String operation, @Nullable String target, @Nullable String database, String by) {}
