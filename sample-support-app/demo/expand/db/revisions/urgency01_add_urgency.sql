-- add urgency beside priority
--
-- Expand: version 1 writes priority, version 2 writes urgency, and the trigger copies what one of them has written into the
-- other column. So both versions may run, in any order, until the contraction.
--
-- @revision   urgency01
-- @revises    zd004
-- @created    2026-04-01T09:00:00Z

-- @upgrade
ALTER TABLE tickets ADD COLUMN urgency varchar(20);

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

-- @allow add-trigger because the transaction ends with this statement
CREATE TRIGGER tickets_copy_urgency BEFORE INSERT OR UPDATE OF priority, urgency ON tickets
    FOR EACH ROW EXECUTE FUNCTION tickets_copy_urgency();

-- @downgrade
DROP TRIGGER tickets_copy_urgency ON tickets;
DROP FUNCTION tickets_copy_urgency();
ALTER TABLE tickets DROP COLUMN urgency;
