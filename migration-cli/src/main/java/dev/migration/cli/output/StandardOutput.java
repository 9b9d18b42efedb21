// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The standard output of the process, after writing to it failed. */
public final class StandardOutput {

    private static final Path LINUX_LINK = Path.of("/proc/self/fd/1");

    private StandardOutput() {}

    /**
     * Whether its reader closed it, as {@code head} does. A print stream does not tell why writing failed, so that this tries again,
     * with a byte that nobody reads.
     */
    public static boolean isClosedByReader() {
        try {
            @SuppressWarnings("resource") // belongs to the process
            FileOutputStream output = new FileOutputStream(FileDescriptor.out);
            output.write('\n');
            return false;
        } catch (IOException failure) {
            return isPipe()
                    || String.valueOf(failure.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .contains("broken pipe");
        }
    }

    /** The message of a failure is in the language of the system, so that Linux is asked for the kind of the file. */
    private static boolean isPipe() {
        try {
            return Files.isSymbolicLink(LINUX_LINK)
                    && Files.readSymbolicLink(LINUX_LINK).toString().matches("(pipe|socket):.*");
        } catch (IOException unreadable) {
            return false;
        }
    }
}
