// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import dev.migration.error.MigrationException;

/** The requested operation is refused, and nothing was changed. */
public final class OperationRefusedException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    OperationRefusedException(Reason reason, String problem, String remedy) {
        super(problem, remedy);
        this.reason = reason;
    }

    /** The reason of the refusal. */
    public Reason reason() {
        return reason;
    }

    /** The reasons to refuse an operation. */
    public enum Reason {
        /** The request is invalid. */
        ILLEGAL(400),
        /** The settings do not permit the operation. */
        FORBIDDEN(403),
        /** There is no such operation or database. */
        MISSING(404),
        /** This application already migrates the database. */
        CONFLICT(409),
        /** The database cannot be changed now. */
        UNAVAILABLE(503),
        /** The application shuts down. */
        CLOSING(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** The HTTP status code of the answer. */
        public int status() {
            return status;
        }
    }
}
