// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Copies the files of a folder of an archive. */
final class ZipScripts {

    private ZipScripts() {}

    /**
     * Copies files; one that would be outside the target is an error.
     *
     * @param folder the folder in the archive with a slash at its end; empty for the whole archive
     * @return how many files there were
     */
    static int copy(ZipFile archive, String folder, Path target) throws IOException {
        int copied = 0;
        Enumeration<? extends ZipEntry> entries = archive.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (!entry.isDirectory() && entry.getName().startsWith(folder)) {
                Path file = target.resolve(entry.getName().substring(folder.length()))
                        .normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the entry " + entry.getName() + " is outside of its folder");
                }
                Files.createDirectories(file.getParent());
                try (InputStream content = archive.getInputStream(entry)) {
                    Files.copy(content, file);
                }
                copied++;
            }
        }
        return copied;
    }
}
