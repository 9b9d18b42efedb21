// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The resolved tickets of many years, whose priority follows from their id. One in eight has none, which means normal.
 *
 * @param first their smallest id
 * @param last their largest id
 * @param customer a user who may open tickets
 * @param agent a user to whom they may be assigned
 */
record Backlog(int first, int last, int customer, int agent) {

    private static final List<String> COMMON = List.of("LOW", "NORMAL", "HIGH", "NORMAL");

    /** So few tickets are urgent that a page of them needs a small part of the index. */
    private static final int URGENT = 500;

    /** Inserts the tickets. The users and the columns must exist. */
    static Backlog insert(JdbcClient jdbc, int tickets) {
        var customer = user(jdbc, "customer");
        var agent = user(jdbc, "agent");
        jdbc.sql("""
                INSERT INTO tickets (id, title, details, status, priority, requester_id, assignee_id, created_at, resolved_at)
                SELECT id, 'Old ticket ' || id, repeat('It was solved. ', 8), 'RESOLVED',
                       CASE WHEN id % :urgent = 0 THEN 'urgent' WHEN id % 8 = 3 THEN NULL
                            ELSE (ARRAY['low', 'normal', 'high', 'normal'])[id % 4 + 1] END,
                       :customer, :agent, now() - interval '2 years', now() - interval '1 year'
                  FROM generate_series(1001, 1000 + :tickets) AS id
                """)
                .param("urgent", URGENT)
                .param("customer", customer)
                .param("agent", agent)
                .param("tickets", tickets)
                .update();
        jdbc.sql("ALTER TABLE tickets ALTER COLUMN id RESTART WITH " + (tickets + 2000))
                .update();
        jdbc.sql("ANALYZE tickets").update();
        return new Backlog(1001, 1000 + tickets, customer, agent);
    }

    private static int user(JdbcClient jdbc, String role) {
        return jdbc.sql("SELECT min(id) FROM users WHERE role = :role")
                .param("role", role)
                .query(Integer.class)
                .single();
    }

    int random() {
        return ThreadLocalRandom.current().nextInt(first, last + 1);
    }

    /** The priority that the API reports. */
    static String priority(int id) {
        return id % URGENT == 0 ? "URGENT" : COMMON.get(id % COMMON.size());
    }
}
