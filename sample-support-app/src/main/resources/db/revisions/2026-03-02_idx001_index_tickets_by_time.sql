-- index tickets by the time of their creation
--
-- The index is built while the application reads and writes tickets.
--
-- @revision   idx001
-- @revises    conv001
-- @created    2026-03-02T10:00:00Z

-- @upgrade
CREATE INDEX CONCURRENTLY ix_tickets_created_at ON tickets (created_at);

-- @downgrade
DROP INDEX CONCURRENTLY ix_tickets_created_at;
