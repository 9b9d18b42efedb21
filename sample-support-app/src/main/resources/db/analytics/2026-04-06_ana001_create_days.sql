-- create days
--
-- @revision   ana001
-- @branch     analytics
-- @created    2026-04-06T09:00:00Z

-- @upgrade
CREATE TABLE days (
    day         date PRIMARY KEY,
    opened      bigint NOT NULL,
    resolved    bigint NOT NULL,
    computed_at timestamp(6) with time zone NOT NULL DEFAULT now()
);

-- @downgrade
DROP TABLE days;
