package dev.migration.boot.actuate.descriptor;

import dev.migration.error.MigrationException;

/** A reader asked for something that is not there, that makes no sense, or that is not for this reader. */
public final class InvalidSelectionException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private InvalidSelectionException(int status, String problem, String remedy) {
        super(problem, remedy);
        this.status = status;
    }

    public static InvalidSelectionException missing(String problem, String remedy) {
        return new InvalidSelectionException(404, problem, remedy);
    }

    static InvalidSelectionException illegal(String problem, String remedy) {
        return new InvalidSelectionException(400, problem, remedy);
    }

    public static InvalidSelectionException forbidden(String problem, String remedy) {
        return new InvalidSelectionException(403, problem, remedy);
    }

    public static InvalidSelectionException unwritable(String problem, String remedy) {
        return new InvalidSelectionException(406, problem, remedy);
    }

    /** As HTTP says it. */
    public int status() {
        return status;
    }
}
