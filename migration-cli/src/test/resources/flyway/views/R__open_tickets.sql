CREATE OR REPLACE VIEW open_tickets AS
SELECT t.id, t.subject, c.name AS customer FROM tickets t JOIN customers c ON c.id = t.customer_id WHERE t.state = 'open';
