// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The columns of the catalogs of a server, and what each of them refers to. */
final class CatalogColumns {

    /** {@code pg_get_catalog_foreign_keys()} exists since PostgreSQL 14. */
    private static final String COLUMNS = """
            SELECT c.relname, a.attname, a.atttypid::regtype::text, f.pktable::text, f.fkcols[1], \
            coalesce(has_column_privilege(c.oid, a.attnum, 'SELECT'), false) \
            FROM pg_class c \
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
            LEFT JOIN pg_get_catalog_foreign_keys() f ON f.fktable = c.oid \
            AND f.fkcols[array_length(f.fkcols, 1)] = a.attname \
            WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' \
            ORDER BY c.relname, a.attnum""";

    private final Map<String, List<Column>> columns = new HashMap<>();

    private CatalogColumns() {}

    /**
     * A column.
     *
     * @param references the catalog that it refers to; null if it contains a value
     * @param relation the column with the relation whose columns it lists; equals {@code name} if it refers to one object
     */
    record Column(
            String name,
            String type,
            @Nullable String references,
            @Nullable String relation,
            boolean isReadable) {}

    static CatalogColumns of(Connection connection) throws SQLException {
        CatalogColumns catalogs = new CatalogColumns();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                catalogs.columns
                        .computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
                        .add(new Column(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getBoolean(6)));
            }
        }
        return catalogs;
    }

    /** Empty if this server has no such catalog. */
    List<Column> of(String catalog) {
        return columns.getOrDefault(catalog, List.of());
    }

    /** The names of all catalogs. */
    List<String> names() {
        return columns.keySet().stream().sorted().toList();
    }
}
