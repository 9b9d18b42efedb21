-- require urgency in every ticket that is written
--
-- @revision   urgency04
-- @revises    urgency03
-- @created    2026-04-01T09:30:00Z

-- @upgrade
ALTER TABLE tickets ADD CONSTRAINT tickets_urgency_present CHECK (urgency IS NOT NULL) NOT VALID;

-- @downgrade
ALTER TABLE tickets DROP CONSTRAINT tickets_urgency_present;
