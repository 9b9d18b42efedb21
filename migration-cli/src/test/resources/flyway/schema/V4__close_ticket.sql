CREATE PROCEDURE close_ticket(ticket bigint) LANGUAGE sql
BEGIN ATOMIC
    UPDATE tickets SET state = 'closed', closed_at = now() WHERE id = ticket;
    INSERT INTO ticket_messages (ticket_id, body, internal) VALUES (ticket, 'closed', true);
END;
