// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import java.sql.SQLException;

/** A revision ended its own transaction, or left it in a failed state. */
public final class TransactionEndedException extends SQLException {

    private final boolean ended;

    private TransactionEndedException(String reason, boolean ended) {
        super(reason);
        this.ended = ended;
    }

    public static TransactionEndedException ended() {
        return new TransactionEndedException(
                "The revision ended its own transaction: what it did before is committed or rolled back separately.",
                true);
    }

    /** A statement failed, and the revision caught the exception and continued. */
    public static TransactionEndedException caught() {
        return new TransactionEndedException(
                "A statement of the revision failed, and the revision caught the exception: PostgreSQL accepts no further"
                        + " statement in this transaction. Do not catch the exception, or use a savepoint.",
                false);
    }

    /** Whether part of the revision may be committed. */
    public boolean isEnded() {
        return ended;
    }
}
