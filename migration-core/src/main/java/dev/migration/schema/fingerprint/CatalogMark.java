// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.fingerprint;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.migration.schema.catalog.SnapshotReader;

/**
 * A hash of where the rows of the catalogs are and which transaction wrote them. While it stays the same, so does the schema: each
 * change writes a new row. What the server changes in place are numbers of ANALYZE and VACUUM. The reverse is not true: a TRUNCATE, a
 * temporary table or a restored dump changes the mark and no schema. It costs a fraction of a snapshot.
 */
public final class CatalogMark {

    /** Only dependencies that are facts of a snapshot; all others follow from other rows. */
    private static final String DEPENDENCIES =
            "(SELECT d.ctid, d.xmin FROM pg_catalog.pg_depend d WHERE d.deptype OPERATOR(pg_catalog.=) ANY ('{x,a}'::\"char\"[])"
                    + " AND d.objid OPERATOR(pg_catalog.>=) 16384::pg_catalog.oid)";

    /** The catalogs that the server has, and what it shares between databases and a snapshot names. */
    private static final String SHARED = """
            SELECT 'roles' AS part, pg_catalog.count(*) AS number, \
            pg_catalog.sum(pg_catalog.hashtextextended(r.rolname::text, r.oid::bigint)) AS sum FROM pg_catalog.pg_roles r \
            UNION ALL SELECT 'tablespaces', pg_catalog.count(*), \
            pg_catalog.sum(pg_catalog.hashtextextended(s.spcname::text, s.oid::bigint)) FROM pg_catalog.pg_tablespace s""";

    private static final String CATALOGS =
            "SELECT c.relname FROM pg_catalog.pg_class c WHERE c.relname OPERATOR(pg_catalog.=) ANY (?::pg_catalog.name[])"
                    + " AND c.relnamespace OPERATOR(pg_catalog.=) 'pg_catalog'::pg_catalog.regnamespace ORDER BY c.relname";

    private CatalogMark() {}

    /** @param connection in any transaction state */
    public static String read(Connection connection) throws SQLException {
        StringBuilder parts = new StringBuilder(SHARED);
        for (String catalog : present(connection)) {
            String rows = catalog.equals("pg_depend") ? DEPENDENCIES : "pg_catalog." + catalog;
            parts.append(" UNION ALL SELECT '")
                    .append(catalog)
                    .append(
                            "', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hash_record_extended(ROW(t.ctid, t.xmin), 0)) FROM ")
                    .append(rows)
                    .append(" t");
        }
        return value(
                connection,
                "SELECT pg_catalog.md5(pg_catalog.string_agg(pg_catalog.concat_ws(' ', m.part, m.number, m.sum),"
                        + " ',' ORDER BY m.part)) FROM (" + parts + ") m");
    }

    private static List<String> present(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CATALOGS)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", SnapshotReader.catalogNames().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                List<String> names = new ArrayList<>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        }
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
