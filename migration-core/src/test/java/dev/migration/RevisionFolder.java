// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of revision scripts that a test writes. */
final class RevisionFolder {

    private final Path folder;

    RevisionFolder(Path folder) {
        this.folder = folder;
    }

    /** The location, as in the settings. */
    String location() {
        return "filesystem:" + folder;
    }

    /**
     * A revision with parents, or without if {@code revises} is empty. Its upgrade begins in the line after @upgrade.
     */
    RevisionFolder revision(String id, String revises, String upgrade, String downgrade) {
        return write(id, header(id, revises) + "-- @upgrade\n" + upgrade + "\n-- @downgrade\n" + downgrade + "\n");
    }

    /** A revision without a downgrade. */
    RevisionFolder irreversible(String id, String revises, String upgrade) {
        return write(id, header(id, revises) + "-- @upgrade\n" + upgrade + "\n");
    }

    /** A revision whose upgrade creates a table of its own name and whose downgrade drops it. */
    RevisionFolder table(String id, String revises) {
        return revision(id, revises, "CREATE TABLE " + id + " (id int);", "DROP TABLE " + id + ";");
    }

    /** A repeatable that needs others, or none if {@code needs} is empty. Its text begins after the header. */
    RevisionFolder repeatable(String name, String needs, String text) {
        String needed = needs.isEmpty() ? "" : "-- @needs " + needs + "\n";
        return write(name, "-- @repeatable " + name + "\n" + needed + text + "\n");
    }

    RevisionFolder write(String id, String text) {
        try {
            Files.writeString(file(id), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    RevisionFolder delete(String id) {
        try {
            Files.delete(file(id));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    private Path file(String id) {
        return folder.resolve(id + ".sql");
    }

    private static String header(String id, String revises) {
        return "-- Message of " + id + "\n-- @revision " + id + "\n"
                + (revises.isEmpty() ? "" : "-- @revises " + revises + "\n");
    }
}
