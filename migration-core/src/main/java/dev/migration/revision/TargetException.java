package dev.migration.revision;

import dev.migration.error.MigrationException;

/** A target means nothing, or nothing certain, for this graph and this database. Nothing was run. */
public final class TargetException extends MigrationException {

    public TargetException(String problem, String remedy) {
        super(problem, remedy);
    }
}
