// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.util.List;

import org.springframework.core.io.support.ResourcePatternResolver;

/** A folder of scripts, including its subfolders. */
public sealed interface ScriptLocation permits ClassPathLocation, FolderLocation {

    /** The location if none is configured. */
    String DEFAULT = "classpath:db/revisions";

    /**
     * Parses {@code filesystem:FOLDER} or {@code classpath:FOLDER}; without a prefix, the folder is on the class path.
     * {@code classpath*:} has the same meaning: all class path entries are searched.
     */
    static ScriptLocation of(String text) {
        String folder = text.replaceFirst("^(filesystem|classpath\\*?):", "").replaceFirst("/+$", "");
        return text.startsWith("filesystem:")
                ? new FolderLocation(folder)
                : new ClassPathLocation(folder.replaceFirst("^/+", ""));
    }

    /** Whether the folder is known not to exist; on the class path, this is not known. */
    default boolean isMissing() {
        return false;
    }

    /** The scripts in the folder, ordered by name; empty if the folder does not exist. */
    List<ScriptSource> find(ResourcePatternResolver resolver);
}
