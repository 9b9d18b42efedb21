-- write version 2 into the metadata of articles
--
-- In batches of short transactions, so that nobody waits for it.
--
-- @revision   d4e5f6g7h8i9
-- @revises    c3d4e5f6g7h8
-- @created    2025-07-02T15:00:00Z

-- @upgrade
-- @batch table=knowledge.posts key=id
UPDATE knowledge.posts SET metadata = metadata || '{"version": "2"}'
 WHERE metadata ->> 'version' IS NULL OR metadata ->> 'version' = '1';

-- @downgrade
UPDATE knowledge.posts SET metadata = metadata - 'version' WHERE metadata ? 'version';
