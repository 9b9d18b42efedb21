package dev.migration.execution.failure;

import java.util.Optional;

import dev.migration.script.RepeatableScript;

/**
 * What a statement stands in.
 *
 * @param source the file: a revision's, a repeatable's or that of a hook
 * @param repeatable the repeatable, if it is one
 */
public record Origin(String source, Optional<RepeatableScript> repeatable) {

    public static Origin of(String source) {
        return new Origin(source, Optional.empty());
    }

    public static Origin of(RepeatableScript script) {
        return new Origin(script.source(), Optional.of(script));
    }
}
