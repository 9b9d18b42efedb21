// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;

/** A revision that is not interrupted cannot be resolved. Nothing was changed. */
public final class UnresolvableRevisionException extends MigrationException {

    public UnresolvableRevisionException(String revision) {
        super(
                "Revision '" + revision + "' is not interrupted, so there is nothing to resolve.",
                "The status lists interrupted revisions. To change which revisions count as applied without running anything, use"
                        + " stamp.");
    }
}
