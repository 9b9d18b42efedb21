// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;

import dev.migration.error.MigrationException;
import dev.migration.error.NearestWord;

/** No script has a repeatable of the given name. */
public final class UnknownRepeatableException extends MigrationException {

    private final String name;

    UnknownRepeatableException(String name, List<String> known) {
        super(
                "There is no repeatable '" + name + "'." + NearestWord.question(name, known),
                known.isEmpty()
                        ? "No script has '@repeatable'; remove the name."
                        : "Name one of: " + String.join(", ", known) + ".");
        this.name = name;
    }

    /** The name that was given. */
    public String name() {
        return name;
    }
}
