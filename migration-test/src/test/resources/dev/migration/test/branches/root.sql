-- @revision root
-- @upgrade
CREATE TABLE t (v text);
-- @downgrade
DROP TABLE t;
