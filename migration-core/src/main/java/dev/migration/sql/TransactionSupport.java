package dev.migration.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out whether the statements of a script can all run in one transaction. They cannot when one of them runs outside
 * transactions only, or when a value that is added to an enum is used later: PostgreSQL lets nobody use it before it is
 * committed (SQLSTATE 55P04). That PostgreSQL 17 and newer make an exception for a type of the same transaction is not made use of: a
 * script should run alike on all of them.
 */
public final class TransactionSupport {

    private final Set<String> newValues = new HashSet<>();
    private boolean fits = true;

    /** A token of a statement. */
    public void token(Token token) {
        fits &= token.kind() != Token.Kind.QUOTED || !newValues.contains(token.text());
    }

    /** @param words the first key words of the statement that ended, in lower case, except what is in quotes */
    public void endOfStatement(List<String> words) {
        fits &= StatementKind.of(words) != StatementKind.NON_TRANSACTIONAL;
        if (addsEnumValue(words)) {
            words.stream().filter(word -> word.startsWith("'")).findFirst().ifPresent(newValues::add);
        }
    }

    public boolean fits() {
        return fits;
    }

    /** Whether a statement adds a value to an enum. */
    static boolean addsEnumValue(List<String> words) {
        int add = words.indexOf("add");
        return words.size() > 3
                && words.get(0).equals("alter")
                && words.get(1).equals("type")
                && add > 0
                && words.size() > add + 1
                && words.get(add + 1).equals("value");
    }
}
