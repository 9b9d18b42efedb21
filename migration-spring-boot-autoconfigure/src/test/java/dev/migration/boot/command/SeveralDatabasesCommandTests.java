// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TwoEmptyDatabases;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands in an application with several databases. */
class SeveralDatabasesCommandTests extends TwoEmptyDatabases {

    @Test
    void aCommandRunsOnTheSelectedDatabase() {
        assertThat(run("upgrade", "--database", "reports")).contains("The database is at r1.");
        assertThat(Queries.tables(two.orders())).isEmpty();
        assertThat(run("current", "--database", "orders")).contains("base");
        assertThat(run("upgrade")).contains("Database orders", "at o1", "Database reports");
        assertThat(Queries.tables(two.orders())).contains("orders");
    }

    @Test
    void scriptsAreThoseOfTheSelectedDatabaseAlsoIfSeveralHeadsAreRefused() throws IOException {
        two.scripts().write("reports", "r0", "SELECT 1");

        assertThat(run("--migration.require-single-head=true", "heads", "--database", "reports"))
                .contains("r0", "r1")
                .doesNotContain("o1");
    }

    @Test
    void anUnknownDatabaseIsRefused() {
        assertThat(run("current", "--database", "report"))
                .contains("There is no database 'report'. Did you mean 'reports'?");
    }

    @Test
    void theOnlyDatabaseIsSelectedByItsName() {
        String[] one = Stream.of(two.both())
                .filter(line -> line.startsWith("migration.databases.reports"))
                .toArray(String[]::new);

        assertThat(new InProcessCommand(one).run("upgrade", "--database", "reports"))
                .contains("The database is at r1.");
    }

    @Test
    void optionsOverrideThePropertiesOfTheDatabase() {
        PostgresDatabase third = two.orders().createDatabase();

        assertThat(run("upgrade", "--database", "reports", "--url", third.url()))
                .contains("The database is at r1.");

        assertThat(Queries.tables(third)).contains("report");
        assertThat(Queries.tables(two.reports())).isEmpty();
        assertThat(run("upgrade", "--url", third.url())).contains("This command needs the name of one database.");
    }

    @Test
    void theLocationOptionOverridesTheProperty() {
        assertThat(run("upgrade", "--database", "reports", "--location", two.location("orders")))
                .contains("The database is at o1.");
    }

    @Test
    void schemaHealthChecksTheNamedDatabase() {
        assertThat(run("schema-health", "--database", "orders")).contains("Nothing is wrong with the schema.");
    }

    private String run(String... arguments) {
        return new InProcessCommand(two.both()).run(arguments);
    }
}
