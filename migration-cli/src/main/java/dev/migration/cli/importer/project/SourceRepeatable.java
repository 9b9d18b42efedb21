// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.util.List;

/**
 * A script that another tool runs again when it has changed.
 *
 * @param name the name of the repeatable
 * @param needs the names of the repeatables that must run before it
 * @param message its description in one line
 * @param sql its SQL
 */
public record SourceRepeatable(String name, List<String> needs, String message, SourceSql sql) {

    public SourceRepeatable {
        needs = List.copyOf(needs);
    }
}
