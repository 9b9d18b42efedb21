-- merge reporting into main
--
-- @revision   merge001
-- @revises    data002, rep002
-- @created    2025-01-15T14:00:00Z

-- @upgrade
-- Both branches touch tables of their own: nothing to reconcile.

-- @downgrade
-- Nothing to undo.
