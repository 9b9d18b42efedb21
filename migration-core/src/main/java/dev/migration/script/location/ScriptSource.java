// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

import dev.migration.sql.SqlInput;

/** The text of a script; it can be read more than once. */
public interface ScriptSource {

    /** The name for users: a path, as short as it is unambiguous. */
    String name();

    /** The unique identity; two jars may contain a file with the same name. */
    default String identity() {
        return name();
    }

    /** Equal for each path to the same script, and found faster than the identity. Two scripts may have equal keys. */
    default Object key() {
        return identity();
    }

    /**
     * Opens the text from the beginning, as strict UTF-8 and without a byte order mark.
     *
     * @throws UncheckedIOException if it cannot be read, now or later
     */
    SqlInput open();

    /**
     * Opens the bytes of the file; empty if the script is not a file that can be read.
     *
     * @throws IOException if it cannot be read
     */
    default Optional<InputStream> bytes() throws IOException {
        return Optional.empty();
    }

    /** The same script with another name. */
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

            @Override
            public Optional<InputStream> bytes() throws IOException {
                return source.bytes();
            }
        };
    }

    /** A text in memory, such as one that is stored in the database. */
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
