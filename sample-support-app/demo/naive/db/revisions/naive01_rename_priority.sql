-- replace priority by urgency
--
-- The naive way, for comparison: one revision, one transaction. From its first statement to its commit nobody reads or writes
-- tickets, and from then on every instance of version 1 fails.
--
-- @revision   naive01
-- @revises    zd004
-- @created    2026-04-01T09:00:00Z

-- @upgrade
ALTER TABLE tickets ADD COLUMN urgency varchar(20);
UPDATE tickets SET urgency = coalesce(priority, 'normal');
ALTER TABLE tickets ALTER COLUMN urgency SET NOT NULL, ALTER COLUMN urgency SET DEFAULT 'normal';
CREATE INDEX ix_tickets_urgency ON tickets (urgency);
ALTER TABLE tickets DROP COLUMN priority;

-- @downgrade
ALTER TABLE tickets ADD COLUMN priority varchar(20) DEFAULT 'normal';
UPDATE tickets SET priority = urgency;
CREATE INDEX ix_tickets_priority ON tickets (priority);
ALTER TABLE tickets DROP COLUMN urgency;
