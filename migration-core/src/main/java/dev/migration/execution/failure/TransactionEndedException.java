package dev.migration.execution.failure;

import java.sql.SQLException;

/** A revision ended the transaction it ran in, or left it unusable. */
public final class TransactionEndedException extends SQLException {

    private final boolean ended;

    private TransactionEndedException(String reason, boolean ended) {
        super(reason);
        this.ended = ended;
    }

    public static TransactionEndedException ended() {
        return new TransactionEndedException(
                "The revision ended its own transaction: what it did before is committed or rolled back by itself.",
                true);
    }

    /** A statement failed, and the revision went on as if it had not. */
    public static TransactionEndedException swallowed() {
        return new TransactionEndedException(
                "A statement of the revision failed, and its exception was swallowed: PostgreSQL takes no other statement"
                        + " in this transaction. Let the exception through, or use a savepoint.",
                false);
    }

    /** Whether part of the revision may be committed. */
    public boolean isEnded() {
        return ended;
    }
}
