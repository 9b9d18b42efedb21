// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.util.Optional;

import javax.sql.DataSource;

/**
 * A database that {@link ScratchServer#close} drops.
 *
 * @param name unique on the server
 * @param dataSource opens sessions in it
 * @param template whether it stays on the server, so that nobody may change it
 * @param schema what {@link ScratchServer#noteSchema} has noted about a template
 */
public record ScratchDatabase(String name, DataSource dataSource, boolean template, Optional<String> schema) {

    ScratchDatabase(String name, DataSource dataSource) {
        this(name, dataSource, false, Optional.empty());
    }
}
