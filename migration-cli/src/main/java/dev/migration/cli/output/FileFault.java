// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be read or written, for a message that names the file already. */
public final class FileFault {

    private FileFault() {}

    /** The reason, as the end of a sentence without its period. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "this user may not access it";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        // The message of the others begins with the name of the file.
        String reason = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }
}
