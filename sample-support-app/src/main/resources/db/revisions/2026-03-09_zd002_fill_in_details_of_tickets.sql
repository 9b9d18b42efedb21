-- fill in the details of tickets
--
-- The rows of before the trigger, while instances of both versions run (backfill).
--
-- @revision   zd002
-- @revises    zd001
-- @created    2026-03-09T09:10:00Z

-- @upgrade
-- @batch table=tickets key=id mode=background
UPDATE tickets SET details = coalesce(description, '') WHERE details IS NULL;

-- @downgrade
-- Nothing is lost: description has the same text.
-- @batch table=tickets key=id check=none
UPDATE tickets SET details = NULL WHERE details = coalesce(description, '');
