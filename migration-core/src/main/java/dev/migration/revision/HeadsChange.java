package dev.migration.revision;

import java.util.List;

/**
 * What one step does to the maximal applied revisions.
 *
 * @param removed the ids that are no longer among them
 * @param added the ids that are new among them
 */
public record HeadsChange(List<String> removed, List<String> added) {

    public HeadsChange {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }
}
