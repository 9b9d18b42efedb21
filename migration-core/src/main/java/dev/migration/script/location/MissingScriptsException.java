package dev.migration.script.location;

import dev.migration.error.MigrationException;
import java.util.List;

/** Scripts that the application was built with are gone. */
public final class MissingScriptsException extends MigrationException {

    private final List<String> scripts;

    MissingScriptsException(List<String> scripts) {
        super(
                "These scripts were on the class path when the application was built, and are gone (classpath:"
                        + ScriptIndex.RESOURCE + "): " + String.join(", ", scripts) + ".",
                "Put them back, or build the application again.");
        this.scripts = List.copyOf(scripts);
    }

    /** Their names on the class path. */
    public List<String> scripts() {
        return scripts;
    }
}
