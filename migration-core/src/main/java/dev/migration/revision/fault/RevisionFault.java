// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.fault;

/**
 * A fault of the graph or of a request on the graph, as a value: the components of each record are the facts, and
 * {@link #text()} describes them for the user.
 */
public sealed interface RevisionFault permits GraphFault, TargetFault {

    /** The problem and the remedy. */
    FaultText text();

    /** What is wrong, in a sentence. */
    default String problem() {
        return text().problem();
    }

    /** What to do about it, in a sentence. */
    default String remedy() {
        return text().remedy();
    }
}
