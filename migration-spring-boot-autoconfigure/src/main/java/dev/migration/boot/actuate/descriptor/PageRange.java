package dev.migration.boot.actuate.descriptor;

import org.jspecify.annotations.Nullable;

/** Which part of a long list. */
public record PageRange(int offset, int limit) {

    private static final int USUAL = 50;
    private static final int MOST = 1000;

    /** @throws InvalidSelectionException if a number makes no sense */
    public static PageRange of(@Nullable Integer limit, @Nullable Integer offset) {
        PageRange paging = new PageRange(offset == null ? 0 : offset, limit == null ? USUAL : limit);
        if (paging.limit < 1 || paging.limit > MOST || paging.offset < 0) {
            throw InvalidSelectionException.illegal(
                    "limit=" + paging.limit + "&offset=" + paging.offset + " is no part of a history.",
                    "Take a limit from 1 to " + MOST + " and an offset from 0.");
        }
        return paging;
    }
}
