// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;

/**
 * The version of the server, on which the SQL of Hibernate depends.
 *
 * @param text as the server reports it
 */
record ServerVersion(String text, int major, int minor) {

    static ServerVersion of(Connection connection) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        return new ServerVersion(
                metadata.getDatabaseProductVersion(),
                metadata.getDatabaseMajorVersion(),
                metadata.getDatabaseMinorVersion());
    }

    /** Properties by which Hibernate knows the server without a connection. */
    Map<String, Object> properties() {
        return Map.of(
                "hibernate.boot.allow_jdbc_metadata_access",
                "false",
                "jakarta.persistence.database-product-name",
                "PostgreSQL",
                "jakarta.persistence.database-product-version",
                text,
                "jakarta.persistence.database-major-version",
                String.valueOf(major),
                "jakarta.persistence.database-minor-version",
                String.valueOf(minor));
    }
}
