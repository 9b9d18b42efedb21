// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The schemas that a session expects. */
final class SearchPath {

    /** The names in {@code search_path} are identifiers; {@code "$user"} and {@code pg_catalog} are never created. */
    private static final String MISSING = """
            SELECT pg_catalog.array_agg(DISTINCT pg_catalog.quote_ident(s.name)) \
            FROM (SELECT e[1] AS name FROM pg_catalog.regexp_split_to_table(pg_catalog.current_setting('search_path'), '\\s*,\\s*') p, \
            LATERAL (SELECT pg_catalog.parse_ident(p) AS e WHERE p <> '' AND p <> '"$user"') i \
            UNION ALL SELECT ?::pg_catalog.text) s \
            WHERE s.name IS NOT NULL AND s.name NOT LIKE 'pg\\_%' \
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = s.name)""";

    private SearchPath() {}

    /** The schemas of {@code search_path}, and another one, that do not exist, quoted. */
    static List<String> missing(Connection connection, Optional<String> other) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MISSING)) {
            statement.setString(1, other.orElse(null));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Array names = row.getArray(1);
                return names == null ? List.of() : List.of((String[]) Objects.requireNonNull(names.getArray()));
            }
        }
    }
}
