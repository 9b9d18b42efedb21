// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.util.Set;
import java.util.function.Supplier;

/**
 * What becomes of a change without SQL.
 *
 * @param requested whether a revision that fails stands for it; otherwise it is a problem
 * @param written the ids of the revisions that have SQL or Java code here already, and need no SQL of the other tool
 */
public record StandIns(boolean requested, Supplier<Set<String>> written) {

    /** Whether somebody replaced the stand-in of a revision. */
    public boolean isWritten(String id) {
        return written.get().contains(id);
    }
}
