// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.revision;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.Migrator;
import dev.migration.sample.support.SampleRevisions;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The changes of the revisions to existing tickets, on upgrade and on downgrade. */
@PostgresTest
class DataRevisionsTests {

    private static final String EXISTING_TICKETS = """
            INSERT INTO users (name, email) VALUES ('Ada', 'ada@example.org');
            INSERT INTO tickets (title, status, requester_id, created_at, resolved_at)
            SELECT 'ticket', status, 1, '2025-01-01T00:00Z', resolved_at
              FROM (VALUES ('open', NULL), ('in_progress', NULL), ('pending', NULL),
                           ('resolved', timestamptz '2025-01-01T01:00:01.7Z'), ('closed', '2025-01-02T00:00Z'))
                AS before (status, resolved_at);
            """;

    private Migrator migrator;
    private JdbcClient jdbc;

    @BeforeEach
    void startWithExistingTickets(PostgresDatabase database) {
        database.reset();
        jdbc = JdbcClient.create(database.dataSource());
        migrator = Migrator.builder()
                .dataSource(database.dataSource())
                .javaRevisions(List.of(new ConvertTicketStatus()))
                .build();
        migrator.upgrade("xyz789");
        jdbc.sql(EXISTING_TICKETS).update();
    }

    @Test
    void statusIsRenamedAndRenamedBack() {
        migrator.upgrade("data001");
        assertThat(tickets("status"))
                .containsExactly("OPEN", "IN_PROGRESS", "WAITING_ON_CUSTOMER", "RESOLVED", "CLOSED");

        migrator.downgrade("xyz789");
        assertThat(tickets("status")).containsExactly("open", "in_progress", "pending", "resolved", "closed");
    }

    @Test
    void everyResolvedTicketGetsItsResolutionTime() {
        migrator.upgrade("data002");

        assertThat(tickets("resolution_time_seconds::text")).containsExactly("0", "0", "0", "3601", "86400");
    }

    @Test
    void allRevisionsCanBeRevertedAndAppliedAgain() {
        migrator.upgrade("heads");

        migrator.downgrade("base");
        assertThat(migrator.reader().status().applied()).isEmpty();

        migrator.upgrade("heads");
        assertThat(migrator.reader().status().current()).containsExactly(SampleRevisions.head());
    }

    private List<String> tickets(String column) {
        return jdbc.sql("SELECT " + column + " FROM tickets ORDER BY id")
                .query(String.class)
                .list();
    }
}
