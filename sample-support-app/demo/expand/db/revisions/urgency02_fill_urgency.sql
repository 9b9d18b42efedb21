-- fill urgency in the tickets that exist
--
-- @revision   urgency02
-- @revises    urgency01
-- @created    2026-04-01T09:10:00Z

-- @upgrade
-- @batch table=tickets key=id
UPDATE tickets SET urgency = coalesce(priority, 'normal') WHERE urgency IS NULL;

-- @downgrade
-- The column is dropped next.
