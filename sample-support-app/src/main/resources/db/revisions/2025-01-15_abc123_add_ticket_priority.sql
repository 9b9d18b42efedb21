-- add ticket priority
--
-- @revision   abc123
-- @revises    def456
-- @created    2025-01-15T10:30:00Z

-- @upgrade
ALTER TABLE tickets ADD COLUMN priority varchar(20) DEFAULT 'normal';
-- @allow create-index-blocking, statement-under-exclusive-lock because support had few tickets when this was applied
CREATE INDEX ix_tickets_priority ON tickets (priority);

-- @downgrade
DROP INDEX ix_tickets_priority;
ALTER TABLE tickets DROP COLUMN priority;
