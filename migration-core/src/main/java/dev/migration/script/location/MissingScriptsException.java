// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.util.List;

import dev.migration.error.MigrationException;

/** Scripts that were on the class path when the application was built are missing. */
public final class MissingScriptsException extends MigrationException {

    private final List<String> scripts;

    MissingScriptsException(List<String> scripts) {
        super(
                "These scripts were on the class path when the application was built, and are missing now (classpath:"
                        + ScriptIndex.RESOURCE + "): " + String.join(", ", scripts) + ".",
                "Put them back, or build the application again.");
        this.scripts = List.copyOf(scripts);
    }

    /** The names of the missing scripts on the class path. */
    public List<String> scripts() {
        return scripts;
    }
}
