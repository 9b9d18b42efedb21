package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;

/** A revision that did not stop half-way was to be resolved. Nothing was changed. */
public final class UnresolvableRevisionException extends MigrationException {

    public UnresolvableRevisionException(String revision) {
        super(
                "Revision '" + revision + "' did not stop half-way, so there is nothing to resolve.",
                "What stopped half-way is in the status, as unfinished. To change what counts as applied without running anything, use stamp.");
    }
}
