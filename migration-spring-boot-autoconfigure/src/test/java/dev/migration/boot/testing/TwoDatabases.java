// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.migration.test.postgres.PostgresDatabase;

/** Two empty databases with one script for each: revision o1 creates the table orders, revision r1 the table report. */
public record TwoDatabases(PostgresDatabase orders, PostgresDatabase reports, Scripts scripts) {

    public static TwoDatabases empty(PostgresDatabase database, Path folder) throws IOException {
        database.reset();
        Scripts scripts = new Scripts(folder)
                .write("orders", "o1", "CREATE TABLE orders (id int)")
                .write("reports", "r1", "CREATE TABLE report (id int)");
        return new TwoDatabases(database, database.createDatabase(), scripts);
    }

    /** The properties of both databases, orders first. */
    public String[] both() {
        return both("orders", "reports");
    }

    /** The properties of both databases in this order. */
    public String[] both(String... names) {
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            PostgresDatabase database = name.equals("orders") ? orders : reports;
            lines.addAll(List.of(TestContexts.connection("migration.databases." + name, database)));
            lines.add("migration.databases." + name + ".locations=" + location(name));
        }
        return lines.toArray(String[]::new);
    }

    public String location(String name) {
        return scripts.location(name);
    }
}
