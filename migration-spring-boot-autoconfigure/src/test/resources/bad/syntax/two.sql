-- @revision two
-- @revises  one
-- @upgrade
CREATE TABLE two (id int);
