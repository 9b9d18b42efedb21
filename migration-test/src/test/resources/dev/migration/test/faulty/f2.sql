-- @revision f2
-- @revises f1
-- @upgrade
ALTER TABLE t DROP COLUMN v;
CREATE TABLE u (v text);
-- @downgrade
ALTER TABLE t ADD COLUMN v text;
