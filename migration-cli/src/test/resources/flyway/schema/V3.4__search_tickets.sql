ALTER TABLE tickets ADD COLUMN search tsvector
    GENERATED ALWAYS AS (to_tsvector('simple', subject)) STORED;
CREATE INDEX ix_tickets_search ON tickets USING gin (search);
