package dev.migration.script;

import java.io.IOException;
import java.io.UncheckedIOException;

import dev.migration.sql.SqlInput;

/** Something in a location that could not be looked at. It becomes a fault, because a revision may be behind it. */
record BrokenPath(String name, IOException failure) implements ScriptSource {

    @Override
    public SqlInput open() {
        throw new UncheckedIOException(failure.toString(), failure);
    }
}
