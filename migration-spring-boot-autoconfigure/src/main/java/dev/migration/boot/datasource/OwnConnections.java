// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import javax.sql.DataSource;

/** Finds out whether a pool opens its connections itself, or whether a subclass of the application may change them. */
final class OwnConnections {

    private OwnConnections() {}

    /** Whether no subclass overrides {@code getConnection}. A subclass that only overrides a password, for example, is read. */
    static boolean of(DataSource pool, Class<? extends DataSource> kind) {
        if (pool.getClass() == kind) {
            return true;
        }
        try {
            return pool.getClass()
                    .getMethod("getConnection")
                    .getDeclaringClass()
                    .isAssignableFrom(kind);
        } catch (NoSuchMethodException withoutMetadata) {
            // In a native image, the methods of an unregistered class are not known.
            return false;
        }
    }
}
