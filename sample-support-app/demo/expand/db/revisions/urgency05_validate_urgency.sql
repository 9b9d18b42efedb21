-- validate that every ticket has an urgency
--
-- @revision   urgency05
-- @revises    urgency04
-- @created    2026-04-01T09:40:00Z

-- @upgrade
ALTER TABLE tickets VALIDATE CONSTRAINT tickets_urgency_present;

-- @downgrade
-- The constraint is dropped next.
