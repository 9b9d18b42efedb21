package dev.migration.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out whether the statements of a script can all run in one transaction. They cannot when one of them runs outside
 * transactions only, or when a value that is added to an enum is used later: PostgreSQL lets nobody use it before it is
 * committed (SQLSTATE 55P04), unless the type is of the same transaction (PostgreSQL manual, ALTER TYPE, "Notes").
 */
public final class TransactionFit {

    private final Set<String> newValues = new HashSet<>();
    private final Set<List<String>> ownTypes = new HashSet<>();
    private boolean fits = true;

    /** A token of a statement. */
    public void token(Token token) {
        fits &= token.kind() != Token.Kind.QUOTED || !newValues.contains(token.text());
    }

    /** @param words the first key words of the statement that ended, in lower case, except what is in quotes */
    public void endOfStatement(List<String> words) {
        fits &= StatementKind.of(words) != StatementKind.NON_TRANSACTIONAL;
        if (words.size() > 2 && words.get(0).equals("create") && words.get(1).equals("type")) {
            ownTypes.add(typeName(words));
        }
        if (addsEnumValue(words) && !ownTypes.contains(typeName(words))) {
            words.stream().filter(word -> word.startsWith("'")).findFirst().ifPresent(newValues::add);
        }
    }

    private static List<String> typeName(List<String> words) {
        return words.stream()
                .skip(2)
                .takeWhile(word -> !word.equals("as") && !word.equals("add"))
                .toList();
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
