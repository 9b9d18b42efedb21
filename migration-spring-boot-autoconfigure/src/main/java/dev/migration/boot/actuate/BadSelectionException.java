package dev.migration.boot.actuate;

import dev.migration.error.MigrationException;

/** A reader asked for something that is not there, or that makes no sense. */
final class BadSelectionException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final boolean missing;

    private BadSelectionException(boolean missing, String problem, String remedy) {
        super(problem, remedy);
        this.missing = missing;
    }

    static BadSelectionException missing(String problem, String remedy) {
        return new BadSelectionException(true, problem, remedy);
    }

    static BadSelectionException illegal(String problem, String remedy) {
        return new BadSelectionException(false, problem, remedy);
    }

    /** Whether what was asked for could be there, and is not. */
    boolean isMissing() {
        return missing;
    }
}
