// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.revision;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import dev.migration.sample.support.SupportTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The schema that the revisions create. Each test rolls back its changes. */
@SupportTest
@Transactional
class RevisionsTests {

    private final JdbcClient jdbc;

    @Autowired
    RevisionsTests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Test
    void ticketHasTheColumnsOfAllRevisions() {
        assertThat(columns("tickets"))
                .contains("status", "priority", "created_at", "resolved_at", "resolution_time_seconds");
    }

    @Test
    void newTicketIsOpenNormalAndUnresolvedByDefault() {
        var ticket = newTicket("DEFAULT");

        assertThat(jdbc.sql("SELECT status, priority, resolution_time_seconds FROM tickets WHERE id = :id")
                        .param("id", ticket)
                        .query()
                        .singleRow()
                        .values())
                .map(Object::toString)
                .containsExactly("OPEN", "normal", "0");
    }

    @Test
    void formerStatusIsRefused() {
        assertThatThrownBy(() -> newTicket("'open'"))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("tickets_status_check");
    }

    @Test
    void ratingIsDeletedWithItsTicket() {
        var ticket = newTicket("'RESOLVED'");
        jdbc.sql("INSERT INTO customer_satisfaction (ticket_id, rating, created_at) VALUES (:ticket, 5, now())")
                .param("ticket", ticket)
                .update();

        jdbc.sql("DELETE FROM tickets WHERE id = :ticket")
                .param("ticket", ticket)
                .update();

        assertThat(jdbc.sql("SELECT id FROM customer_satisfaction WHERE ticket_id = :ticket")
                        .param("ticket", ticket)
                        .query(Integer.class)
                        .list())
                .isEmpty();
    }

    private int newTicket(String status) {
        return jdbc.sql("""
                        INSERT INTO tickets (title, status, requester_id)
                        VALUES ('A test', %s, (SELECT min(id) FROM users))
                        RETURNING id
                        """.formatted(status)).query(Integer.class).single();
    }

    private List<String> columns(String table) {
        return jdbc.sql("SELECT column_name FROM information_schema.columns WHERE table_name = :table")
                .param("table", table)
                .query(String.class)
                .list();
    }
}
