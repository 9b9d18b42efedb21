// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import java.io.IOException;
import java.nio.file.Path;

import dev.migration.test.postgres.PostgresDatabase;

/**
 * An empty database that two names use: {@code shared} has the schema {@code public} and revision s1, which creates the table
 * plan; {@code customers} has the tenants acme and umbrella and revision c1, which creates the table invoice.
 */
public record SharedSchemaAndTenants(PostgresDatabase database, Scripts scripts) {

    public static SharedSchemaAndTenants empty(PostgresDatabase database, Path folder) throws IOException {
        database.reset();
        Queries.execute(database, "CREATE SCHEMA acme; CREATE SCHEMA umbrella");
        return new SharedSchemaAndTenants(
                database,
                new Scripts(folder)
                        .write("shared", "s1", "CREATE TABLE plan (id int PRIMARY KEY)")
                        .write("customers", "c1", "CREATE TABLE invoice (id int, plan int REFERENCES plan)"));
    }

    /** The properties of both names, without the tenants. */
    public String[] settings() {
        String[] connection = TestContexts.connection("migration", database);
        return new String[] {
            connection[0],
            connection[1],
            connection[2],
            "migration.databases.shared.locations=" + scripts.location("shared"),
            "migration.databases.customers.locations=" + scripts.location("customers")
        };
    }
}
