package dev.migration.boot.write;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants, as it came in.
 *
 * @param operation a word of {@link WriteOperation}
 * @param target where to; an order without it is refused, lest a slip of the pen mean the heads
 * @param database its name; null where there is one only
 * @param by who; an empty text when nobody is logged in
 */
public record WriteOrder(
        String operation, @Nullable String target, @Nullable String database, String by) {}
