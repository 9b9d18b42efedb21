// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.List;

/** How a statement relates to the transaction around it, determined by its first key words. */
public enum StatementKind {
    /** Runs inside a transaction. */
    PLAIN,
    /** Begins or ends a transaction. */
    TRANSACTION_CONTROL,
    /** Is refused by PostgreSQL inside a transaction block (SQLSTATE 25001). */
    NON_TRANSACTIONAL;

    /**
     * Classifies a statement by its first words.
     *
     * @param words see {@link StatementWords}
     */
    public static StatementKind of(List<String> words) {
        if (new StatementGrammar(words).isTransactionControl()) {
            return TRANSACTION_CONTROL;
        }
        return new StatementGrammar(words).isRefusedInTransaction() ? NON_TRANSACTIONAL : PLAIN;
    }
}
