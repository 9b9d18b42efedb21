-- split the names of authors
--
-- @revision   c3d4e5f6g7h8
-- @revises    b2c3d4e5f6g7
-- @created    2025-07-02T14:00:00Z

-- @upgrade
ALTER TABLE knowledge.users ADD COLUMN first_name varchar(100), ADD COLUMN last_name varchar(155);

-- @allow large-dml, statement-under-exclusive-lock because there were few authors when this was applied
UPDATE knowledge.users
   SET first_name = split_part(full_name, ' ', 1),
       last_name = nullif(substring(full_name FROM position(' ' IN full_name || ' ') + 1), '')
 WHERE full_name IS NOT NULL;

-- @downgrade
-- The full name was kept; only names that were written since then are put together again.
UPDATE knowledge.users
   SET full_name = concat_ws(' ', first_name, last_name)
 WHERE (first_name IS NOT NULL OR last_name IS NOT NULL)
   AND full_name IS DISTINCT FROM concat_ws(' ', first_name, last_name);
ALTER TABLE knowledge.users DROP COLUMN last_name, DROP COLUMN first_name;
