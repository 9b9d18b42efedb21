-- @revision f3
-- @revises f2
-- @upgrade
CREATE TABLE w (v text);
