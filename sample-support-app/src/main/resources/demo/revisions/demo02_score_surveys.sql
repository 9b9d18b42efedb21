-- score the surveys
--
-- @revision   demo02
-- @revises    demo01
-- @created    2026-06-01T09:10:00Z

-- @upgrade
-- pg_sleep makes it slow enough to look at.
-- @batch table=demo_surveys key=id
UPDATE demo_surveys SET score = length(answer) WHERE score IS NULL AND pg_sleep(${sleep}) IS NOT NULL;

-- @downgrade
-- The table is dropped next.
