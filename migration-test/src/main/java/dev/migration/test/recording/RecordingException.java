// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.recording;

import java.io.IOException;
import java.nio.file.Path;

import dev.migration.error.MigrationException;

/** The statements of an application cannot be recorded. */
public final class RecordingException extends MigrationException {

    private RecordingException(String problem, String remedy) {
        super(problem, remedy);
    }

    private RecordingException(String problem, String remedy, Throwable cause) {
        super(problem, remedy, cause);
    }

    /** The library that sees statements is missing. */
    public static RecordingException withoutLibrary(String property) {
        return new RecordingException(
                property + " records statements with datasource-proxy, which is not on the class path.",
                "Add the dependency net.ttddyy:datasource-proxy with the scope test, or remove the property.");
    }

    static RecordingException notWritten(Path file, IOException failure) {
        return new RecordingException(
                "The recorded statements cannot be written to " + file + ": "
                        + failure.getClass().getSimpleName() + ": " + failure.getMessage() + ".",
                "Name a file in a folder that may be written.",
                failure);
    }

    static RecordingException ofAnother(Path file) {
        return new RecordingException(
                "The recorded statements were not added to " + file
                        + ": this file was not written by a recorder, and stays as it is.",
                "Name a file for them alone, or delete this one.");
    }
}
