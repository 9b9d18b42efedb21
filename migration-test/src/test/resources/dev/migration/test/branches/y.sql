-- @revision y
-- @revises root
-- @upgrade
ALTER TABLE t ALTER COLUMN v SET DEFAULT 'y';
-- @downgrade
ALTER TABLE t ALTER COLUMN v DROP DEFAULT;
