// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A page of a long list.
 *
 * @param offset the number of entries to skip
 * @param limit the maximum number of entries, from 1 to 1,000
 */
public record PageRange(int offset, int limit) {

    private static final int MAX_LIMIT = 1000;

    /** The parts of the answer that a person turns over like pages. */
    private static final Map<String, Integer> DEFAULT_LIMITS = Map.of("history", 50, "tenants", 50);

    /** @throws InvalidSelectionException if a number is out of range */
    public static PageRange of(String selector, @Nullable Integer limit, @Nullable Integer offset) {
        PageRange paging = new PageRange(
                offset == null ? 0 : offset, limit == null ? DEFAULT_LIMITS.getOrDefault(selector, MAX_LIMIT) : limit);
        if (paging.limit < 1 || paging.limit > MAX_LIMIT || paging.offset < 0) {
            throw InvalidSelectionException.invalid(
                    "limit=" + paging.limit + "&offset=" + paging.offset + " is not a valid page.",
                    "Use a limit from 1 to " + MAX_LIMIT + " and an offset from 0.");
        }
        return paging;
    }

    /** The entries on this page. */
    <T> List<T> of(List<T> all) {
        int from = Math.min(offset, all.size());
        return all.subList(from, from + Math.min(limit, all.size() - from));
    }
}
