// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.revision;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import dev.migration.test.MigratedDatabase;
import dev.migration.test.MigrationTest;
import dev.migration.test.Migrations;

/**
 * The replacement of a column in four revisions, while instances of the old version, which know only {@code description}, and of the
 * new one, which know only {@code details}, write tickets.
 */
@MigrationTest
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = "support.demo-data=false")
class ZeroDowntimeTests {

    private MigratedDatabase database;

    @BeforeEach
    void startWithTickets(Migrations migrations) {
        database = migrations
                .at("merge002")
                .sql("INSERT INTO users (name, email) VALUES ('Ada', 'ada@example.org')")
                .sql(ticket("description", "before", "'Old text'"))
                .sql(ticket("description", "without", "NULL"));
    }

    @Test
    void bothVersionsSeeWhatTheOtherOneWrites() {
        database.upgradeTo("zd001")
                .sql(ticket("description", "old", "'By the old version'"))
                .sql(ticket("details", "new", "'By the new version'"))
                .sql(ticket("details", "empty", "''"));
        assertTickets(
                "before null Old text",
                "empty  null",
                "new By the new version",
                "old By the old version",
                "without null");

        database.upgradeTo("zd002")
                .upgradeTo("zd003")
                .sql("UPDATE tickets SET details = 'Changed' WHERE title = 'old'")
                .sql("UPDATE tickets SET description = NULL WHERE title = 'new'")
                .sql("UPDATE tickets SET status = 'CLOSED' WHERE title = 'before'")
                .sql(ticket("description", "later", "'By the old version'"));
        assertTickets(
                "before Old text",
                "empty  null",
                "later By the old version",
                "new  null",
                "old Changed",
                "without  null");
    }

    @Test
    void anUpdateOfAnotherColumnLosesNoText() {
        database.upgradeTo("zd001").sql("UPDATE tickets SET status = 'CLOSED' WHERE title = 'before'");

        assertTickets("before null Old text", "without null");
    }

    @Test
    void theTextIsRequiredAndDefaultsToAnEmptyOne() {
        database.upgradeTo("heads").sql("INSERT INTO tickets (title, requester_id) VALUES ('short', 1)");

        database.assertThat("SELECT title, details FROM tickets ORDER BY title")
                .containsExactly(
                        Map.of("title", "before", "details", "Old text"),
                        Map.of("title", "short", "details", ""),
                        Map.of("title", "without", "details", ""));
        database.assertThat("SELECT FROM pg_proc WHERE proname = 'tickets_details'")
                .isEmpty();
    }

    @Test
    void aDowngradeBringsTheColumnBackWithWhatTheNewVersionHasWritten() {
        database.upgradeTo("heads")
                .sql(ticket("details", "new", "'By the new version'"))
                .downgradeTo("zd003");
        assertTickets("before Old text", "new By the new version", "without  null");

        database.downgradeTo("merge002");
        database.assertThat("SELECT description FROM tickets ORDER BY title")
                .extracting(row -> row.get("description"))
                .containsExactly("Old text", "By the new version", null);
    }

    private static String ticket(String column, String title, String text) {
        return "INSERT INTO tickets (title, requester_id, %s) SELECT '%s', id, %s FROM users"
                .formatted(column, title, text);
    }

    /** Each ticket with its details and, if it is another text, its description. */
    private void assertTickets(String... expected) {
        database.assertThat("""
                        SELECT concat_ws(' ', title, coalesce(details, 'null'), CASE WHEN description IS DISTINCT FROM details
                               THEN coalesce(description, 'null') END) AS ticket FROM tickets ORDER BY title""").extracting(row -> row.get("ticket")).containsExactly((Object[]) expected);
    }
}
