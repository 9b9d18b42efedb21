package dev.migration.revision;

import java.util.List;

/**
 * A view, a function, a trigger and the like, which is made again whenever its text changed. It stands outside the graph of
 * revisions.
 *
 * @param name its identity, see {@link Identifiers}
 * @param needs the repeatables that must be there first
 * @param checksum the hash of its tokens, with the values of variables in place
 * @param message what it does, in a line; may be empty
 */
public record Repeatable(String name, List<String> needs, String checksum, String message) {

    private static final String PREFIX = "repeatable:";

    public Repeatable {
        needs = List.copyOf(needs);
    }

    /** What stands for it where ids of revisions stand too; no id has a colon. */
    public String key() {
        return key(name);
    }

    /** The same for a name. */
    public static String key(String name) {
        return PREFIX + name;
    }

    /** Whether what stands where an id may stand is the key of a repeatable. */
    public static boolean isKey(String id) {
        return id.startsWith(PREFIX);
    }

    /** The name in a key. */
    public static String nameIn(String key) {
        return key.substring(PREFIX.length());
    }
}
