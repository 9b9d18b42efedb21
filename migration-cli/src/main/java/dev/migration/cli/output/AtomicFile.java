// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/** Writes files so that nobody reads a partial text, and a failure leaves the old one. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Creates or replaces a file, also behind a symbolic link. The new one has the permissions of the old one. */
    public static void write(Path file, String text) throws IOException {
        boolean exists = Files.exists(file);
        Path target = exists ? file.toRealPath() : file;
        if (exists && !Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString());
        }
        // No file of the user has this name.
        Path written = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".new");
        try {
            Files.writeString(written, text, StandardOpenOption.CREATE_NEW);
            if (exists && Files.getFileStore(target).supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(target));
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
