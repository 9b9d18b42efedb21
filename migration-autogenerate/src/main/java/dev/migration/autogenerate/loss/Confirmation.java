// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.loss;

import java.util.List;

/**
 * What somebody said about changes that may lose data.
 *
 * @param renames each as {@code old=new}; a name may have no schema
 * @param drops names of what may be lost
 * @param allowsAll whether everything may be lost
 */
public record Confirmation(List<String> renames, List<String> drops, boolean allowsAll) {

    public Confirmation {
        renames = List.copyOf(renames);
        drops = List.copyOf(drops);
    }

    /** Nothing is confirmed. */
    public static Confirmation none() {
        return new Confirmation(List.of(), List.of(), false);
    }

    /** Everything may be lost. */
    public static Confirmation all() {
        return new Confirmation(List.of(), List.of(), true);
    }

    boolean allows(String name) {
        return allowsAll || drops.stream().anyMatch(given -> isCalled(name, given));
    }

    /** Whether a name is the given one, which may lack its schema. */
    static boolean isCalled(String name, String given) {
        return name.equals(given) || name.endsWith("." + given);
    }
}
