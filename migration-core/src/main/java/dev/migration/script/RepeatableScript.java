// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import dev.migration.revision.Repeatable;

/**
 * A repeatable and the statements that it runs.
 *
 * @param options its own settings for the run
 * @param section its statements, which always run in one transaction
 */
public record RepeatableScript(Repeatable repeatable, ScriptOptions options, SqlSection section) {

    /** The name of its file. */
    public String source() {
        return section.source().name();
    }
}
