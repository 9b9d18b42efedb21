-- improve the mood of surveys
--
-- @revision   demo06
-- @revises    demo05
-- @created    2026-06-01T09:50:00Z

-- @upgrade
ALTER TABLE demo_surveys ALTER COLUMN mood SET DEFAULT 'better';

-- @batch table=demo_surveys key=id
UPDATE demo_surveys SET mood = 'better' WHERE mood <> 'better' AND pg_sleep(${sleep}) IS NOT NULL;

-- @downgrade
-- The table is dropped later.
