DO 'DECLARE first bigint := (SELECT min(id) FROM tickets); BEGIN CALL close_ticket(first); END';
