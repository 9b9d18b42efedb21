// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.UncheckedIOException;

import dev.migration.sql.SqlInput;

/** A path in a location that cannot be read. It becomes a fault, because it may contain a revision. */
record UnreadablePath(String name, IOException failure) implements ScriptSource {

    @Override
    public SqlInput open() {
        throw new UncheckedIOException(failure.toString(), failure);
    }
}
