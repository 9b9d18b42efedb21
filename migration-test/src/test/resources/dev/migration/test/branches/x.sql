-- @revision x
-- @revises root
-- @upgrade
ALTER TABLE t ALTER COLUMN v SET DEFAULT 'x';
-- @downgrade
ALTER TABLE t ALTER COLUMN v DROP DEFAULT;
