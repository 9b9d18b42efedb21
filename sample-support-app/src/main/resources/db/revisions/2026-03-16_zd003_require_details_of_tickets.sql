-- require the details of tickets
--
-- Each statement is a transaction of its own, so that no lock that stops writers is held while the rows are read. SET NOT NULL reads
-- no row, because the valid constraint proves that there is no NULL.
--
-- @revision    zd003
-- @revises     zd002
-- @created     2026-03-16T09:00:00Z
-- @transaction none

-- @upgrade
ALTER TABLE tickets ADD CONSTRAINT tickets_details_not_null CHECK (details IS NOT NULL) NOT VALID;
ALTER TABLE tickets VALIDATE CONSTRAINT tickets_details_not_null;
ALTER TABLE tickets ALTER COLUMN details SET DEFAULT '', ALTER COLUMN details SET NOT NULL;
ALTER TABLE tickets DROP CONSTRAINT tickets_details_not_null;

-- @downgrade
ALTER TABLE tickets ALTER COLUMN details DROP NOT NULL, ALTER COLUMN details DROP DEFAULT;
