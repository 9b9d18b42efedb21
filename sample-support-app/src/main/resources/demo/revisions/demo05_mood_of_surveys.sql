-- find the mood of surveys, in the background
--
-- @revision   demo05
-- @revises    demo04
-- @created    2026-06-01T09:40:00Z

-- @upgrade
-- @batch table=demo_surveys key=id mode=background
UPDATE demo_surveys SET mood = 'good' WHERE mood IS NULL AND pg_sleep(${sleep}) IS NOT NULL;

-- @downgrade
-- The table is dropped next.
