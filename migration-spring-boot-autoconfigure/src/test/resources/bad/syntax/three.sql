-- @revision three
-- @revises  two
-- @upgrade
CREATE TABLE three (id int);
ALTER TABLE three ADD COLUMN;
