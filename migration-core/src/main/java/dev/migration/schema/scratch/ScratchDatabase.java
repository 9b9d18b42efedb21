// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import javax.sql.DataSource;

/**
 * A database that {@link ScratchServer#close} drops.
 *
 * @param name unique on the server
 * @param dataSource opens sessions in it
 */
public record ScratchDatabase(String name, DataSource dataSource) {}
