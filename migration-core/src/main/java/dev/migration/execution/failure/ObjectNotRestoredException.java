// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import java.util.List;

import dev.migration.error.MigrationException;

/** The object of a repeatable was dropped and created again, and lost what others had put on it. It was rolled back. */
public final class ObjectNotRestoredException extends MigrationException {

    /**
     * @param object such as {@code view public.v}
     * @param source the file of its repeatable
     * @param facts what the database had on it, apart from privileges and comments
     */
    public ObjectNotRestoredException(String object, String source, List<String> facts) {
        super(
                object
                        + " depends on what the revision drops or alters. It was dropped, and its repeatable was applied again, but"
                        + " the database has more on it than " + source + " creates: privileges, or one of: "
                        + String.join("; ", facts),
                "Write what is missing into " + source
                        + " and upgrade, which applies it; then repeat the command. Or drop " + object
                        + " in the script of the revision.");
    }
}
