package dev.migration.script.location;

import java.util.List;
import org.springframework.core.io.support.ResourcePatternResolver;

/** A folder of scripts, at any depth. */
public sealed interface ScriptLocation permits ClassPathLocation, FolderLocation {

    /** The location that is used when the settings name none. */
    String DEFAULT = "classpath:db/revisions";

    /**
     * Reads {@code filesystem:FOLDER} or {@code classpath:FOLDER}; without either word it is on the class path. Spring's
     * {@code classpath*:} means the same: every class path entry is searched.
     */
    static ScriptLocation of(String text) {
        String folder = text.replaceFirst("^(filesystem|classpath\\*?):", "").replaceFirst("/+$", "");
        return text.startsWith("filesystem:")
                ? new FolderLocation(folder)
                : new ClassPathLocation(folder.replaceFirst("^/+", ""));
    }

    /** The scripts in it, ordered by name; none when there is no such folder. */
    List<ScriptSource> find(ResourcePatternResolver resolver);
}
