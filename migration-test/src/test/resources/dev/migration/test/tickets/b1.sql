-- @revision b1
-- @revises a1
-- @upgrade
UPDATE tickets SET title = upper(title);
ALTER TABLE tickets ADD COLUMN priority text DEFAULT '${priority}', ADD CONSTRAINT tickets_title_check CHECK (title <> '');
CREATE INDEX tickets_status_idx ON tickets (status);
-- @downgrade
DROP INDEX tickets_status_idx;
ALTER TABLE tickets DROP COLUMN priority, DROP CONSTRAINT tickets_title_check;
