-- merge knowledge into main
--
-- @revision   merge002
-- @revises    idx001, d4e5f6g7h8i9
-- @created    2026-03-02T11:00:00Z

-- @upgrade
-- The knowledge base has a schema of its own: nothing to reconcile.

-- @downgrade
-- Nothing to undo.
