// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Determines whether all statements of a script can run in one transaction. They cannot if one of them must run outside
 * a transaction, or if a value that is added to an enum is used later: PostgreSQL permits its use only after the commit
 * (SQLSTATE 55P04). PostgreSQL 17 and later permit it for a type that was created in the same transaction; this
 * exception is not used, so that a script runs the same way on all versions.
 */
public final class TransactionSupport {

    private final Set<String> newValues = new HashSet<>();
    private boolean fits = true;

    /** Reads a token of a statement. */
    public void token(Token token) {
        fits &= token.kind() != Token.Kind.QUOTED || !newValues.contains(token.text());
    }

    /**
     * Reads the words of a statement that ended.
     *
     * @param words the first key words, in lower case, except those in quotes
     */
    public void endOfStatement(List<String> words) {
        fits &= StatementKind.of(words) != StatementKind.NON_TRANSACTIONAL;
        new StatementGrammar(words).addedValue().ifPresent(newValues::add);
    }

    /** Whether all statements read so far can run in one transaction. */
    public boolean fits() {
        return fits;
    }
}
