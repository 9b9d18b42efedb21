// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import dev.migration.error.MigrationException;

/** Another session changed the applied revisions after the plan was made. The step did not run. */
public final class StateChangedException extends MigrationException {

    public StateChangedException(String revision, String reason) {
        super(
                "Revision '" + revision + "' was not run: " + reason + " after the plan was made.",
                "Start again; the new plan starts from the revisions that are applied then.");
    }
}
