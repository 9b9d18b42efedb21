// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import dev.migration.error.MigrationException;

/** A read request is invalid, has no result, or is not permitted for the user. */
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

    static InvalidSelectionException invalid(String problem, String remedy) {
        return new InvalidSelectionException(400, problem, remedy);
    }

    public static InvalidSelectionException forbidden(String problem, String remedy) {
        return new InvalidSelectionException(403, problem, remedy);
    }

    public static InvalidSelectionException notAcceptable(String problem, String remedy) {
        return new InvalidSelectionException(406, problem, remedy);
    }

    /** The HTTP status code of the answer. */
    public int status() {
        return status;
    }
}
