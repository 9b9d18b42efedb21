// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import dev.migration.error.MigrationException;

/** A configured location does not exist or contains no script. */
public final class NoRevisionsException extends MigrationException {

    private final String location;

    public NoRevisionsException(String location) {
        super(
                "There is no revision script (*.sql) in '" + location + "'.",
                "Correct migration.locations, or put the first revision there. A location begins with classpath: or"
                        + " filesystem:.");
        this.location = location;
    }

    /** The location is a folder on disk that does not exist. */
    public static NoRevisionsException missing(String location) {
        return new NoRevisionsException(
                "The folder '" + location + "' does not exist.",
                "Correct migration.locations, or create the folder with the first revision in it; the command 'init' does that.",
                location);
    }

    private NoRevisionsException(String problem, String remedy, String location) {
        super(problem, remedy);
        this.location = location;
    }

    public String location() {
        return location;
    }
}
