package dev.migration.boot.operation;

import dev.migration.error.MigrationException;

/** An order was not taken; nothing was changed. */
public final class OperationRefusedException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    OperationRefusedException(Reason reason, String problem, String remedy) {
        super(problem, remedy);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Why an order is not taken. */
    public enum Reason {
        /** The order itself makes no sense. */
        ILLEGAL(400),
        /** The settings do not let it. */
        FORBIDDEN(403),
        /** There is no such database, or no such revision. */
        MISSING(404),
        /** Another run is under way. */
        CONFLICT(409),
        /** The application ends. */
        CLOSING(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** As HTTP says it. */
        public int status() {
            return status;
        }
    }
}
