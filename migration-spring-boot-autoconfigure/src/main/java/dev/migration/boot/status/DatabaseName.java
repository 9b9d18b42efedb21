// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

/** The names of databases. */
public final class DatabaseName {

    /** The name of the only database, if the application does not configure several. */
    public static final String PRIMARY = "primary";

    private DatabaseName() {}
}
