-- @revision one
-- @upgrade
CREATE TABLE one (id int);
