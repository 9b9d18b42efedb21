CREATE SCHEMA audit;
CREATE TABLE audit.changes (
    at       timestamptz NOT NULL DEFAULT now(),
    relation text NOT NULL,
    row_id   bigint,
    old_row  jsonb,
    new_row  jsonb
) PARTITION BY RANGE (at);
CREATE TABLE audit.changes_rest PARTITION OF audit.changes DEFAULT;
