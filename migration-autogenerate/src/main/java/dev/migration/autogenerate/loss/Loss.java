// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.loss;

import java.util.Optional;

/**
 * Data that a change loses.
 *
 * @param name of what goes: a table, a column, a label of an enum
 * @param sentence what happens
 * @param renamedTo what it may be called from now on, if it looks like a rename
 */
public record Loss(String name, String sentence, Optional<String> renamedTo) {

    /** What to type if it is one. */
    public Optional<String> renameOption() {
        return renamedTo.map(renamed -> "--rename " + quoted(name + "=" + renamed));
    }

    public String dropOption() {
        return "--allow-drop=" + quoted(name);
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_.=]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
