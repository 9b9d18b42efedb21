package dev.migration.boot.actuate;

import dev.migration.error.MigrationException;

/** A reader asked for something that is not there, that makes no sense, or that is not for this reader. */
final class BadSelectionException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private BadSelectionException(int status, String problem, String remedy) {
        super(problem, remedy);
        this.status = status;
    }

    static BadSelectionException missing(String problem, String remedy) {
        return new BadSelectionException(404, problem, remedy);
    }

    static BadSelectionException illegal(String problem, String remedy) {
        return new BadSelectionException(400, problem, remedy);
    }

    static BadSelectionException forbidden(String problem, String remedy) {
        return new BadSelectionException(403, problem, remedy);
    }

    static BadSelectionException unwritable(String problem, String remedy) {
        return new BadSelectionException(406, problem, remedy);
    }

    /** As HTTP says it. */
    int status() {
        return status;
    }
}
