// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.nio.file.Path;

/**
 * The names of scripts as a repository knows them.
 *
 * @param folder the working directory
 * @param root the folder of scripts on the class path; may be empty
 */
record SourceNames(Path folder, String root) {

    String of(String source) {
        Path file = Path.of(source);
        if (file.isAbsolute()) {
            return (file.startsWith(folder) ? folder.relativize(file) : file)
                    .toString()
                    .replace('\\', '/');
        }
        boolean onClassPath = !root.isEmpty() && !folder.resolve(file).toFile().exists();
        return onClassPath ? root.replaceFirst("/+$", "") + "/" + source : source;
    }
}
