-- add ratings of days
--
-- A number and a sum: the average of a week cannot be computed from the averages of its days. The next report fills in both.
--
-- @revision   ana002
-- @revises    ana001
-- @created    2026-04-13T09:00:00Z
-- @reapply    weeks

-- @upgrade
ALTER TABLE days ADD COLUMN ratings bigint NOT NULL DEFAULT 0;
ALTER TABLE days ADD COLUMN stars bigint NOT NULL DEFAULT 0;

-- @downgrade
-- The view of a repeatable reads these columns.
DROP VIEW IF EXISTS weeks;
ALTER TABLE days DROP COLUMN stars;
ALTER TABLE days DROP COLUMN ratings;
