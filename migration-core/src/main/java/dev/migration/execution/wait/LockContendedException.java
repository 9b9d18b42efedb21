// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.wait;

/**
 * The session does not hold the migration lock, because a pooler shares it or a script released the lock, and another instance
 * holds the lock or has changed the applied revisions. The run reads the state again and continues with the rest of its plan.
 */
public final class LockContendedException extends Exception {

    private final String holder;

    public LockContendedException(String holder, Exception cause) {
        super(cause);
        this.holder = holder;
    }

    public String holder() {
        return holder;
    }
}
