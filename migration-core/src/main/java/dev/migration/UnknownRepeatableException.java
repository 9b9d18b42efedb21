package dev.migration;

import java.util.List;

import dev.migration.error.MigrationException;
import dev.migration.error.NearestWord;

/** A repeatable was named that no script has. */
public final class UnknownRepeatableException extends MigrationException {

    private final String name;

    UnknownRepeatableException(String name, List<String> known) {
        super(
                "There is no repeatable '" + name + "'." + NearestWord.question(name, known),
                known.isEmpty()
                        ? "No script has '@repeatable'; leave the name out."
                        : "Name one of: " + String.join(", ", known) + ".");
        this.name = name;
    }

    /** What was named. */
    public String name() {
        return name;
    }
}
