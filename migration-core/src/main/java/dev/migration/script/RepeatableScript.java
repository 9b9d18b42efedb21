package dev.migration.script;

import dev.migration.revision.Repeatable;

/**
 * A repeatable together with what it runs.
 *
 * @param options what it says about its own run
 * @param section what it runs, always in one transaction
 */
public record RepeatableScript(Repeatable repeatable, ScriptOptions options, SqlSection section) {

    /** The file it is in. */
    public String source() {
        return section.source().name();
    }
}
