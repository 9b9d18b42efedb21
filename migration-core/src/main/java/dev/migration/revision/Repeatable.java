// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.List;

/**
 * A repeatable: a view, a function, a trigger or the like that is applied again whenever its text changes. It is not
 * part of the graph of revisions.
 *
 * @param name its identity, see {@link Identifiers}
 * @param needs the names of the repeatables that must be applied before it
 * @param checksum the hash of its tokens after the replacement of variables
 * @param message a one-line description; may be empty
 */
public record Repeatable(String name, List<String> needs, String checksum, String message) {

    private static final String PREFIX = "repeatable:";

    public Repeatable {
        needs = List.copyOf(needs);
    }

    /** The key of this repeatable where ids of revisions are used; an id cannot contain a colon. */
    public String key() {
        return key(name);
    }

    /** The key of the repeatable with this name. */
    public static String key(String name) {
        return PREFIX + name;
    }

    /** Whether the text is the key of a repeatable and not the id of a revision. */
    public static boolean isKey(String id) {
        return id.startsWith(PREFIX);
    }

    /** The name of the repeatable with this key. */
    public static String nameIn(String key) {
        return key.substring(PREFIX.length());
    }
}
