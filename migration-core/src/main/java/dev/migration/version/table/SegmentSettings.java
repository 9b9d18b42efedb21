// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of the session that began a revision in segments.
 *
 * @param values the settings in the order in which they must be set: the user and the role last
 * @param confirmed false if the session ended directly after the commit of a segment: then a setting may have been one for the
 *     transaction of that segment only
 */
public record SegmentSettings(Map<String, String> values, boolean confirmed) {

    public SegmentSettings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
