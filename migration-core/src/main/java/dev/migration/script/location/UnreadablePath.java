package dev.migration.script.location;

import dev.migration.sql.SqlInput;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Something in a location that could not be looked at. It becomes a fault, because a revision may be behind it. */
record UnreadablePath(String name, IOException failure) implements ScriptSource {

    @Override
    public SqlInput open() {
        throw new UncheckedIOException(failure.toString(), failure);
    }
}
