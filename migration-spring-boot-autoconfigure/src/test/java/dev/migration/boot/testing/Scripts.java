// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes revision scripts into folders.
 *
 * @param folder contains a folder of scripts for each database
 */
public record Scripts(Path folder) {

    /** Writes a revision without parents. */
    public Scripts write(String database, String revision, String sql) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve(database));
        Files.writeString(
                scripts.resolve(revision + ".sql"), "-- @revision " + revision + "\n-- @upgrade\n" + sql + ";\n");
        return this;
    }

    /** The location of the scripts of a database. */
    public String location(String database) {
        return "filesystem:" + folder.resolve(database);
    }
}
