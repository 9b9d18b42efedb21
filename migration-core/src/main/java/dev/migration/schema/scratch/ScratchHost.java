// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.util.function.Function;

import javax.sql.DataSource;

/**
 * A server on which scratch databases are created.
 *
 * @param original a database on it; the scratch databases get its encoding, locale and settings
 * @param dataSources returns the source of connections to a database of that name on the same server
 * @param stop ends the server after its last scratch database; does nothing for a server that stays
 */
public record ScratchHost(DataSource original, Function<String, DataSource> dataSources, Runnable stop)
        implements AutoCloseable {

    /** A server that stays. */
    public ScratchHost(DataSource original, Function<String, DataSource> dataSources) {
        this(original, dataSources, () -> {});
    }

    /** Ends the server, unless it stays. */
    @Override
    public void close() {
        stop.run();
    }
}
