CREATE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $body$
BEGIN
    INSERT INTO audit.changes (relation, row_id, old_row, new_row)
    VALUES (TG_TABLE_NAME, coalesce(NEW.id, OLD.id), to_jsonb(OLD), to_jsonb(NEW));
    RETURN coalesce(NEW, OLD);
END;
$body$;
CREATE TRIGGER tickets_audit AFTER UPDATE OR DELETE ON tickets FOR EACH ROW EXECUTE FUNCTION audit.note();
