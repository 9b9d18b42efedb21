-- create tickets
-- @revision a1

-- @upgrade
CREATE TABLE tickets (id bigint PRIMARY KEY, title text NOT NULL);

-- @downgrade
DROP TABLE tickets;
