-- @revision f1
-- @upgrade
CREATE TABLE t (v text);
-- @downgrade
DROP TABLE t;
