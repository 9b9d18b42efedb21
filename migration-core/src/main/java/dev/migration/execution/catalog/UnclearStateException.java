package dev.migration.execution.catalog;

/** The database is in a state in which only a person can say how to go on. */
public final class UnclearStateException extends Exception {

    public UnclearStateException(String reason) {
        super(reason);
    }
}
