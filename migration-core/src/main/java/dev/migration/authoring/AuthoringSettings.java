package dev.migration.authoring;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * How revisions are written.
 *
 * @param folders where they lie; the first is where new ones go
 * @param templates a folder of templates, {@code NAME.sql} each; need not be there
 * @param fileName the path of a file below its folder: a template with {@code id slug date time year month day hour minute
 *     second epoch branch}
 * @param zone of the dates in file names; {@code @created} is an instant
 * @param slugLength how many characters of the message get into a file name
 * @param fields of templates, besides those that every revision has
 */
public record AuthoringSettings(
        List<Path> folders, Path templates, String fileName, ZoneId zone, int slugLength, Map<String, String> fields) {

    /** Sorts by day, names the revision, and tells people what it is. */
    public static final String DEFAULT_FILE_NAME = "${date}_${id}_${slug}";

    /** Where templates are looked for when nobody says otherwise. */
    public static final Path DEFAULT_TEMPLATES = Path.of("revision-templates");

    private static final int DEFAULT_SLUG_LENGTH = 40;

    public AuthoringSettings {
        folders = List.copyOf(folders);
        fields = Map.copyOf(fields);
    }

    /** Everything as the documentation says it is when nobody says otherwise. */
    public static AuthoringSettings of(Path... folders) {
        return new AuthoringSettings(
                List.of(folders), DEFAULT_TEMPLATES, DEFAULT_FILE_NAME, ZoneOffset.UTC, DEFAULT_SLUG_LENGTH, Map.of());
    }

    /** The same in other folders. */
    public AuthoringSettings withFolders(Path... others) {
        return new AuthoringSettings(List.of(others), templates, fileName, zone, slugLength, fields);
    }

    /** The same with other fields. */
    public AuthoringSettings withFields(Map<String, String> others) {
        return new AuthoringSettings(folders, templates, fileName, zone, slugLength, others);
    }

    /** The same with another pattern of file names. */
    public AuthoringSettings withFileName(String pattern) {
        return new AuthoringSettings(folders, templates, pattern, zone, slugLength, fields);
    }

    /** The same with templates of one's own. */
    public AuthoringSettings withTemplates(Path folder) {
        return new AuthoringSettings(folders, folder, fileName, zone, slugLength, fields);
    }

    /** The same in another time zone. */
    public AuthoringSettings withZone(ZoneId other) {
        return new AuthoringSettings(folders, templates, fileName, other, slugLength, fields);
    }

    /** The same with more or fewer characters of the message in file names. */
    public AuthoringSettings withSlugLength(int characters) {
        return new AuthoringSettings(folders, templates, fileName, zone, characters, fields);
    }
}
