-- Create things.
-- @revision a1
-- @created  2025-01-15T10:00:00Z

-- @upgrade
CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);

-- @downgrade
DROP TABLE thing;
