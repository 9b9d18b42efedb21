// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.proof;

import dev.migration.error.MigrationException;

/** Servers of different major versions have the two states. Nothing was written. */
public final class OtherVersionException extends MigrationException {

    private static final long serialVersionUID = 1L;

    OtherVersionException(int from, int to) {
        super(
                "The statements cannot be written: the scratch database is of PostgreSQL " + from
                        + ", the other schema of PostgreSQL " + to + ".",
                "Use a server of the same major version for both, for example with --url.");
    }
}
