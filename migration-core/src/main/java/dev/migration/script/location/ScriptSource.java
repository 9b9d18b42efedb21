package dev.migration.script.location;

import dev.migration.sql.SqlInput;
import java.io.UncheckedIOException;

/** Something that holds the text of a script and can be read more than once. */
public interface ScriptSource {

    /** How people find it: a path, as short as it is clear. */
    String name();

    /** What tells it apart from every other; two jars may hold a file of one name. */
    default String identity() {
        return name();
    }

    /**
     * Reads it from the beginning, as strict UTF-8 and without a byte order mark.
     *
     * @throws UncheckedIOException if it cannot be read, now or while reading
     */
    SqlInput open();

    /** The same script under another name. */
    default ScriptSource named(String other) {
        ScriptSource source = this;
        return new ScriptSource() {

            @Override
            public String name() {
                return other;
            }

            @Override
            public SqlInput open() {
                return source.open();
            }
        };
    }

    /** A text that is in memory, such as one that was stored in the database. */
    static ScriptSource of(String name, String text) {
        return new ScriptSource() {

            @Override
            public String name() {
                return name;
            }

            @Override
            public SqlInput open() {
                return SqlInput.of(text);
            }
        };
    }
}
