// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.Optional;
import java.util.Set;

/**
 * The rules for ids and branch labels. Alembic accepts {@code head} or {@code rel-2} as a name and then cannot resolve
 * it; here a name that the target grammar would read in another way is refused.
 */
public final class Identifiers {

    /** Words of the target grammar that cannot be used as names. */
    public static final Set<String> RESERVED = Set.of("head", "heads", "base", "current");

    /** Names are typed by users and repeated in every row and plan. */
    private static final int LONGEST = 200;

    private static final int SHOWN = 20;

    private Identifiers() {}

    /** The reason why {@code name} cannot name a revision or a branch; empty if it can. */
    public static Optional<String> fault(String name) {
        if (RESERVED.contains(name)) {
            return Optional.of("'" + name + "' is a reserved word");
        }
        if (name.length() > LONGEST) {
            return Optional.of(
                    "'" + name.substring(0, SHOWN) + "…' has " + name.length() + " characters, more than " + LONGEST);
        }
        if (!isLegal(name)) {
            return Optional.of("'" + name + "' may only have letters, digits, '_' and '.'");
        }
        return Optional.empty();
    }

    private static boolean isLegal(String name) {
        for (int index = 0; index < name.length(); index++) {
            if (!isLegal(name.charAt(index))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isLegal(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || character == '.';
    }
}
