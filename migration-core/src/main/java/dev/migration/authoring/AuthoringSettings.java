// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * The settings for writing revisions.
 *
 * @param folders the folders of the scripts; new ones are written to the first
 * @param templates a folder of templates, {@code NAME.sql} each; it need not exist
 * @param fileName the path of a file below its folder: a template with {@code id slug date time year month day hour
 *     minute second epoch branch}
 * @param zone the time zone of the dates in file names; {@code @created} is an instant
 * @param slugLength the largest number of characters of the message in a file name
 * @param fields additional values for templates
 */
public record AuthoringSettings(
        List<Path> folders, Path templates, String fileName, ZoneId zone, int slugLength, Map<String, String> fields) {

    /** Sorts files by date and shows the id and the message. */
    public static final String DEFAULT_FILE_NAME = "${date}_${id}_${slug}";

    /** The folder of templates if none is configured. */
    public static final Path DEFAULT_TEMPLATES = Path.of("revision-templates");

    private static final int DEFAULT_SLUG_LENGTH = 40;

    public AuthoringSettings {
        folders = List.copyOf(folders);
        fields = Map.copyOf(fields);
    }

    /** The default settings for these folders. */
    public static AuthoringSettings of(Path... folders) {
        return new AuthoringSettings(
                List.of(folders), DEFAULT_TEMPLATES, DEFAULT_FILE_NAME, ZoneOffset.UTC, DEFAULT_SLUG_LENGTH, Map.of());
    }

    /** A copy with other folders. */
    public AuthoringSettings withFolders(Path... others) {
        return new AuthoringSettings(List.of(others), templates, fileName, zone, slugLength, fields);
    }

    /** A copy with other fields. */
    public AuthoringSettings withFields(Map<String, String> others) {
        return new AuthoringSettings(folders, templates, fileName, zone, slugLength, others);
    }

    /** A copy with another pattern for file names. */
    public AuthoringSettings withFileName(String pattern) {
        return new AuthoringSettings(folders, templates, pattern, zone, slugLength, fields);
    }

    /** A copy with another folder of templates. */
    public AuthoringSettings withTemplates(Path folder) {
        return new AuthoringSettings(folders, folder, fileName, zone, slugLength, fields);
    }

    /** A copy with another time zone. */
    public AuthoringSettings withZone(ZoneId other) {
        return new AuthoringSettings(folders, templates, fileName, other, slugLength, fields);
    }

    /** A copy with another length of the message in file names. */
    public AuthoringSettings withSlugLength(int characters) {
        return new AuthoringSettings(folders, templates, fileName, zone, characters, fields);
    }
}
