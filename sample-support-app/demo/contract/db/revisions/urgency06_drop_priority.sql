-- drop priority
--
-- Contract: no instance of version 1 is left, so nobody reads priority. This belongs to a later release than the expansion.
--
-- @revision   urgency06
-- @revises    urgency05
-- @created    2026-05-04T09:00:00Z

-- @upgrade
DROP TRIGGER tickets_copy_urgency ON tickets;
-- @allow drop-function because only the trigger called it
DROP FUNCTION tickets_copy_urgency();
-- The validated constraint proves it without a scan.
ALTER TABLE tickets ALTER COLUMN urgency SET NOT NULL, ALTER COLUMN urgency SET DEFAULT 'normal';
ALTER TABLE tickets DROP CONSTRAINT tickets_urgency_present;
-- @allow drop-column because no instance of version 1 is left
ALTER TABLE tickets DROP COLUMN priority;

-- @downgrade
ALTER TABLE tickets ADD COLUMN priority varchar(20);
ALTER TABLE tickets ALTER COLUMN priority SET DEFAULT 'normal';
ALTER TABLE tickets ADD CONSTRAINT tickets_urgency_present CHECK (urgency IS NOT NULL) NOT VALID;
ALTER TABLE tickets ALTER COLUMN urgency DROP DEFAULT, ALTER COLUMN urgency DROP NOT NULL;

CREATE FUNCTION tickets_copy_urgency() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    -- Only version 2 names urgency; the default of priority does not count then.
    NEW.urgency := coalesce(NEW.urgency, NEW.priority, 'normal');
    NEW.priority := NEW.urgency;
  ELSIF NEW.urgency IS DISTINCT FROM OLD.urgency THEN
    NEW.priority := NEW.urgency;
  ELSIF NEW.priority IS DISTINCT FROM OLD.priority THEN
    NEW.urgency := coalesce(NEW.priority, 'normal');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER tickets_copy_urgency BEFORE INSERT OR UPDATE OF priority, urgency ON tickets
    FOR EACH ROW EXECUTE FUNCTION tickets_copy_urgency();

-- @batch table=tickets key=id
UPDATE tickets SET priority = urgency WHERE priority IS NULL;

ALTER TABLE tickets VALIDATE CONSTRAINT tickets_urgency_present;

CREATE INDEX CONCURRENTLY ix_tickets_priority ON tickets (priority);
