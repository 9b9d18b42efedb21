-- add the details of tickets
--
-- The first of four revisions that replace the column description, which may be NULL, by the column details, which may not, while
-- instances of the old and the new version run (expand).
--
-- @revision   zd001
-- @revises    merge002
-- @created    2026-03-09T09:00:00Z

-- @upgrade
-- Old instances write and read description, new ones details: each row has the same text in both columns.
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
ALTER TABLE tickets ADD COLUMN details text;
-- @allow add-trigger because the transaction ends with this statement
CREATE TRIGGER tickets_details BEFORE INSERT OR UPDATE ON tickets FOR EACH ROW EXECUTE FUNCTION tickets_details();

-- @downgrade
DROP TRIGGER tickets_details ON tickets;
ALTER TABLE tickets DROP COLUMN details;
DROP FUNCTION tickets_details();
