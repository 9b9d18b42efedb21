// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.util.List;
import java.util.Map;

import dev.migration.error.MigrationException;

/** Revisions cannot be replayed on a scratch database, because they would change the server. Nothing was run. */
public final class SharedObjectsException extends MigrationException {

    private final List<String> statements;

    SharedObjectsException(List<String> statements) {
        super(
                "These statements change objects that all databases of the server share, so that a scratch database does not"
                        + " isolate them:\n" + String.join("\n", statements),
                "Create roles, databases, tablespaces and subscriptions outside the revisions.");
        this.statements = List.copyOf(statements);
    }

    /** Each with its revision. */
    public List<String> statements() {
        return statements;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("statements", statements);
    }
}
