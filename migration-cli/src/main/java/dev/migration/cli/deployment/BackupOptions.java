// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The dump of the database that a deployment writes before it changes anything.
 *
 * @param folder the folder of the dumps; created if it is missing
 * @param keep how many dumps of this database stay in the folder, at least 1
 * @param program the pg_dump to use; if empty, the first one on the {@code PATH} of the client's environment
 * @param client how PostgreSQL's client programs find themselves and the database
 */
public record BackupOptions(Path folder, int keep, Optional<Path> program, Client client) {

    /**
     * The environment of PostgreSQL's client programs.
     *
     * @param environment the variables of this process; {@code PATH} is used
     * @param connection the variables that lead a client program to the database (PostgreSQL manual, 34.15); called when a backup is
     *     written
     */
    public record Client(Map<String, String> environment, Supplier<Map<String, String>> connection) {

        public Client {
            environment = Map.copyOf(environment);
        }
    }
}
