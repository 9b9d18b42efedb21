// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.revision;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.migration.script.MigrationContext;
import dev.migration.script.ReversibleJavaRevision;
import dev.migration.script.RevisionHeader;

/**
 * Renames the values of the status of tickets, and adds a check constraint that refuses other values. With a second database, it is a revision
 * of the first one only.
 */
@Component
@Qualifier("primary")
@RevisionHeader(
        revision = "data001",
        revises = "xyz789",
        created = "2025-01-15T12:00:00Z",
        message = "convert ticket status to new enum values",
        allow = "add-check-validating because support had few tickets when this was applied")
class ConvertTicketStatus implements ReversibleJavaRevision {

    private static final Map<String, String> NEW_BY_OLD = new LinkedHashMap<>();

    static {
        NEW_BY_OLD.put("open", "OPEN");
        NEW_BY_OLD.put("in_progress", "IN_PROGRESS");
        NEW_BY_OLD.put("pending", "WAITING_ON_CUSTOMER");
        NEW_BY_OLD.put("resolved", "RESOLVED");
        NEW_BY_OLD.put("closed", "CLOSED");
    }

    /** Changes the default first: that locks the table, so that no ticket with an old status is inserted after the update. */
    @Override
    public void upgrade(MigrationContext context) {
        var jdbc = context.jdbc();
        jdbc.sql("ALTER TABLE tickets ALTER COLUMN status SET DEFAULT 'OPEN'").update();
        NEW_BY_OLD.forEach((oldStatus, newStatus) -> rename(jdbc, oldStatus, newStatus));
        jdbc.sql("""
                ALTER TABLE tickets ADD CONSTRAINT tickets_status_check
                CHECK (status IN ('OPEN', 'IN_PROGRESS', 'WAITING_ON_CUSTOMER', 'RESOLVED', 'CLOSED'))
                """).update();
    }

    @Override
    public void downgrade(MigrationContext context) {
        var jdbc = context.jdbc();
        jdbc.sql("ALTER TABLE tickets DROP CONSTRAINT tickets_status_check").update();
        jdbc.sql("ALTER TABLE tickets ALTER COLUMN status SET DEFAULT 'open'").update();
        NEW_BY_OLD.forEach((oldStatus, newStatus) -> rename(jdbc, newStatus, oldStatus));
    }

    private static void rename(JdbcClient jdbc, String from, String to) {
        jdbc.sql("UPDATE tickets SET status = :to WHERE status = :from")
                .param("to", to)
                .param("from", from)
                .update();
    }
}
