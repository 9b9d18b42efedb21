// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import dev.migration.schema.model.SchemaModel;

/** What the revisions of the folder {@code tickets} mean. */
final class TicketSchema implements SchemaModel {

    @Override
    public String name() {
        return "the schema of tickets";
    }

    @Override
    public void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TYPE ticket_status AS ENUM ('open', 'closed');
                    CREATE TABLE tickets (
                        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                        title varchar(100) NOT NULL CHECK (title <> ''),
                        status ticket_status NOT NULL DEFAULT 'open',
                        created_at timestamptz NOT NULL DEFAULT now(),
                        priority text DEFAULT 'normal'
                    );
                    CREATE INDEX tickets_status_idx ON tickets (status);
                    CREATE VIEW open_tickets AS SELECT id, title FROM tickets WHERE status = 'open';
                    """);
        }
    }
}
