// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.ServerErrors;

/** A revision is committed, but its session could not be reset for the next one. */
public final class SessionNotCleanException extends MigrationException {

    private final String revision;

    public SessionNotCleanException(String revision, Exception failure) {
        super(
                "Revision '" + revision + "' is committed, but the session could not be reset after it: "
                        + ServerErrors.in(failure).map(ServerErrors::describe).orElseGet(failure::toString),
                "Start again; the revisions after it run then.",
                failure);
        this.revision = revision;
    }

    /** The id of the revision that is committed. */
    public String revision() {
        return revision;
    }
}
