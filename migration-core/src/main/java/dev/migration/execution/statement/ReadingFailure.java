// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

/**
 * A statement failed that had to be executed before the next one could be read. {@link ScriptStatements#next} throws its cause
 * instead.
 */
public final class ReadingFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Exception failure;

    public ReadingFailure(Exception failure) {
        super(failure);
        this.failure = failure;
    }

    Exception failure() {
        return failure;
    }
}
