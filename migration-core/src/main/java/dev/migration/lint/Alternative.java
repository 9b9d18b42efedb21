// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint;

import java.util.List;

/**
 * A safe way to the same result.
 *
 * @param revisions the SQL of each revision, in order; empty if there is no SQL that fits every case
 * @param advice what SQL cannot say
 */
public record Alternative(List<String> revisions, String advice) {

    public static final Alternative NONE = new Alternative(List.of(), "");

    public Alternative {
        revisions = List.copyOf(revisions);
    }
}
