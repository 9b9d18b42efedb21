ALTER TABLE tickets DROP CONSTRAINT priority_range;
