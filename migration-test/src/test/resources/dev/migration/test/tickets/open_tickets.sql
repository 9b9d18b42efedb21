-- @repeatable open_tickets
CREATE OR REPLACE VIEW open_tickets AS SELECT id, title FROM tickets WHERE status = 'open';
