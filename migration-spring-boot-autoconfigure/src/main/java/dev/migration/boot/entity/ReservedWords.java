// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The words that this server accepts as a name only in quotes. */
record ReservedWords(Set<String> words) {

    static ReservedWords read(Connection connection) throws SQLException {
        Set<String> words = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT word FROM pg_catalog.pg_get_keywords() WHERE catcode IN ('R', 'T')");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                words.add(rows.getString(1));
            }
        }
        return new ReservedWords(Set.copyOf(words));
    }

    boolean contains(String name) {
        return words.contains(name.toLowerCase(Locale.ROOT));
    }
}
