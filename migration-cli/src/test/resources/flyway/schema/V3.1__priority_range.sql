ALTER TABLE tickets ADD CONSTRAINT priority_range CHECK (priority BETWEEN 1 AND 5);
