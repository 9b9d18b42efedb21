// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.migration.revision.Revision;

/**
 * The values that a template of a script can use.
 *
 * @param configured fields from the settings; a field of the revision with the same name takes precedence
 */
record TemplateFields(Map<String, String> configured) {

    Map<String, String> of(Revision revision) {
        Map<String, String> values = new LinkedHashMap<>(configured);
        values.put("message", String.join("\n-- ", revision.message().lines().toList()));
        values.put("id", revision.id());
        values.put("revises", String.join(", ", revision.downRevisions()));
        values.put("dependsOn", String.join(", ", revision.dependsOn()));
        values.put("branch", String.join(", ", revision.branchLabels()));
        values.put("created", revision.created().map(Object::toString).orElse(""));
        return values;
    }
}
