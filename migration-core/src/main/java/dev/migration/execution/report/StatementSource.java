package dev.migration.execution.report;

import java.util.Optional;

import dev.migration.script.RepeatableScript;

/**
 * What a statement stands in.
 *
 * @param source the file: a revision's, a repeatable's or that of a hook
 * @param repeatable the repeatable, if it is one
 */
public record StatementSource(String source, Optional<RepeatableScript> repeatable) {

    public static StatementSource of(String source) {
        return new StatementSource(source, Optional.empty());
    }

    public static StatementSource of(RepeatableScript script) {
        return new StatementSource(script.source(), Optional.of(script));
    }
}
