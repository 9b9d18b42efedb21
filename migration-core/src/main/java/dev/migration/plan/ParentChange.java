package dev.migration.plan;

import java.util.List;

/**
 * An applied revision that stands on others now than when it was applied.
 *
 * @param revision its id
 * @param recorded what it revised and depended on when it was applied
 * @param declared what its script says; labels are resolved
 */
public record ParentChange(String revision, List<String> recorded, List<String> declared) {

    public ParentChange {
        recorded = List.copyOf(recorded);
        declared = List.copyOf(declared);
    }
}
