-- add a note to tickets
--
-- @revision   demo03
-- @revises    demo02
-- @created    2026-06-01T09:20:00Z
-- @retry-for  2h

-- @upgrade
ALTER TABLE tickets ADD COLUMN demo_note text;

-- @downgrade
ALTER TABLE tickets DROP COLUMN demo_note;
