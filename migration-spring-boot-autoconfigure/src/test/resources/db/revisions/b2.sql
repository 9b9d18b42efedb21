-- Give things a colour.
-- @revision b2
-- @revises  a1
-- @created  2025-01-15T11:00:00Z

-- @upgrade
ALTER TABLE thing ADD COLUMN colour text;
INSERT INTO thing (name, colour) VALUES ('first', 'green');

-- @downgrade
ALTER TABLE thing DROP COLUMN colour;
