// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;

/** A downgrade would revert a revision below one that is interrupted, whose done segments need it. Nothing was run. */
public final class InterruptedDescendantException extends MigrationException {

    private final String revision;
    private final String interrupted;

    /**
     * @param revision the id of the revision to revert
     * @param interrupted the id of the interrupted revision
     */
    public InterruptedDescendantException(String revision, String interrupted) {
        super(
                "Revision " + interrupted + " is interrupted, with a part of it applied, and it needs " + revision
                        + ", which would be reverted.",
                "Complete it: upgrade " + interrupted + ". Or revert by hand what was done, and record that: resolve "
                        + interrupted + " --rolled-back. Then start again.");
        this.revision = revision;
        this.interrupted = interrupted;
    }

    /** The id of the revision that would be reverted. */
    public String revision() {
        return revision;
    }

    /** The id of the interrupted revision. */
    public String interrupted() {
        return interrupted;
    }
}
