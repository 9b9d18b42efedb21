CREATE INDEX CONCURRENTLY ix_tickets_open ON tickets (opened_at) WHERE state = 'open';
