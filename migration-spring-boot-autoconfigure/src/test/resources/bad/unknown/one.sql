-- @revision one
-- @revises  nothing
-- @upgarde
CREATE TABLE one (id int);
