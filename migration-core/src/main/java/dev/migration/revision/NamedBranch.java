package dev.migration.revision;

/**
 * A branch as somebody named it.
 *
 * @param name the label or id, as typed
 * @param revision the labelled revision, or the one with the id
 * @param lineage what leads to that revision and what follows it
 */
public record NamedBranch(String name, Revision revision, RevisionSet lineage) {}
