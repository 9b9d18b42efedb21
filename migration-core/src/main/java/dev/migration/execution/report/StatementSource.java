// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.util.Optional;

import dev.migration.script.RepeatableScript;

/**
 * The file that contains a statement.
 *
 * @param source the file of a revision, a repeatable or a hook
 * @param repeatable the repeatable, if the file is one
 */
public record StatementSource(String source, Optional<RepeatableScript> repeatable) {

    public static StatementSource of(String source) {
        return new StatementSource(source, Optional.empty());
    }

    public static StatementSource of(RepeatableScript script) {
        return new StatementSource(script.source(), Optional.of(script));
    }
}
