// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import dev.migration.sql.SqlInput;

/** A path in a location that cannot be read as a script. It becomes a fault, because it may contain a revision. */
record UnreadablePath(String name, String problem, String remedy) implements ScriptSource {

    static UnreadablePath failed(String name, IOException failure) {
        return new UnreadablePath(name, "The script cannot be read: " + failure, "Make it readable.");
    }

    static UnreadablePath danglingLink(String name, Path target) {
        return new UnreadablePath(
                name,
                "It is a link to '" + target + "', which does not exist: its revisions are missing.",
                "Restore the target, or delete the link.");
    }

    static UnreadablePath notAFile(String name) {
        return new UnreadablePath(name, "It is neither a file nor a folder.", "Replace it by a file, or delete it.");
    }

    /** A file that users of a file system without case distinction take for a script. */
    static UnreadablePath capitals(String name) {
        String suffix = name.substring(name.length() - ScriptName.SUFFIX.length());
        return new UnreadablePath(
                name,
                "The name ends with '" + suffix + "' instead of '" + ScriptName.SUFFIX
                        + "': the file would not be read.",
                "Rename it to '" + name.substring(name.lastIndexOf('/') + 1, name.length() - suffix.length())
                        + suffix.toLowerCase(Locale.ROOT) + "', or give it another suffix if it is no revision.");
    }

    @Override
    public SqlInput open() {
        throw new UnreadableScriptException(problem, remedy);
    }
}
