// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;

/** The schemas of tenants. */
final class Tenants {

    private static final int COUNT = 200;

    private Tenants() {}

    static List<String> names() {
        return IntStream.rangeClosed(1, COUNT)
                .mapToObj(number -> "tenant" + number)
                .toList();
    }

    /** Creates the schemas. */
    static void create(Address database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String name : names()) {
                statement.execute("CREATE SCHEMA " + name);
            }
        }
    }
}
