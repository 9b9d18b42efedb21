package dev.migration.plan;

import java.util.List;

/**
 * An applied revision that stands on others now than when it was applied.
 *
 * @param revision its id
 * @param then what it revised and depended on when it was applied
 * @param now what its script says; labels are resolved
 */
public record ParentChange(String revision, List<String> then, List<String> now) {

    public ParentChange {
        then = List.copyOf(then);
        now = List.copyOf(now);
    }
}
