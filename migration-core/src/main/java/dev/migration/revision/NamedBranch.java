// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

/**
 * A branch that was named in a target.
 *
 * @param name the label or id, as typed
 * @param revision the revision with that label or id
 * @param lineage the ancestors and descendants of that revision on its branches, and the revision itself
 */
public record NamedBranch(String name, Revision revision, RevisionSet lineage) {}
