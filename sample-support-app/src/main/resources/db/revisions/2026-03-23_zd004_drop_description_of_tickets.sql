-- drop the description of tickets
--
-- Applied when the last instance that reads or writes description has ended (contract). This application does neither.
--
-- @revision   zd004
-- @revises    zd003
-- @created    2026-03-23T09:00:00Z
-- @allow      drop-function, drop-column because no instance of the old version runs any more

-- @upgrade
DROP TRIGGER tickets_details ON tickets;
DROP FUNCTION tickets_details();
ALTER TABLE tickets DROP COLUMN description;

-- @downgrade
CREATE FUNCTION tickets_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.details := coalesce(nullif(NEW.details, ''), NEW.description, '');
    ELSIF NEW.description IS DISTINCT FROM OLD.description THEN
        NEW.details := coalesce(NEW.description, '');
    END IF;
    IF NEW.details <> coalesce(NEW.description, '') THEN
        NEW.description := nullif(NEW.details, '');
    END IF;
    RETURN NEW;
END $$;
ALTER TABLE tickets ADD COLUMN description text;
CREATE TRIGGER tickets_details BEFORE INSERT OR UPDATE ON tickets FOR EACH ROW EXECUTE FUNCTION tickets_details();
-- @batch table=tickets key=id
UPDATE tickets SET description = details WHERE description IS NULL AND details <> '';
