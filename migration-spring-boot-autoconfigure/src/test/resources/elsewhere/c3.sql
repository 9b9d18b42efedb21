-- Create something else.
-- @revision c3

-- @upgrade
CREATE TABLE other ();
