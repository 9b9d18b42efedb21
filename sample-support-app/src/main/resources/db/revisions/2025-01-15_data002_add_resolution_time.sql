-- add computed resolution time to tickets
--
-- @revision   data002
-- @revises    data001
-- @created    2025-01-15T13:00:00Z

-- @upgrade
-- A constant default costs no rewrite, and tickets that are not resolved have 0 from the start, so that NOT NULL holds.
ALTER TABLE tickets ADD COLUMN resolution_time_seconds integer NOT NULL DEFAULT 0;

-- @allow large-dml, statement-under-exclusive-lock because support had few tickets when this was applied
-- A cast rounds; whole seconds that have passed are cut off instead.
UPDATE tickets
   SET resolution_time_seconds = trunc(extract(epoch FROM resolved_at - created_at))
 WHERE resolved_at IS NOT NULL;

-- @downgrade
ALTER TABLE tickets DROP COLUMN resolution_time_seconds;
