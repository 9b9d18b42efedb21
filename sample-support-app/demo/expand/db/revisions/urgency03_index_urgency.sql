-- index tickets by urgency
--
-- @revision   urgency03
-- @revises    urgency02
-- @created    2026-04-01T09:20:00Z

-- @upgrade
CREATE INDEX CONCURRENTLY ix_tickets_urgency ON tickets (urgency);

-- @downgrade
DROP INDEX CONCURRENTLY ix_tickets_urgency;
