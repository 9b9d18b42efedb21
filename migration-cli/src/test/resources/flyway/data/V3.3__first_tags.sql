DO $do$
DECLARE
    word text;
BEGIN
    FOREACH word IN ARRAY ARRAY['billing', 'delivery', 'defect'] LOOP
        INSERT INTO tags VALUES (word);
    END LOOP;
END
$do$;
