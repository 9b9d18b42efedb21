ALTER TABLE tickets
    ADD CONSTRAINT closed_has_time CHECK (state <> 'closed' OR closed_at IS NOT NULL) NOT VALID;
ALTER TABLE tickets VALIDATE CONSTRAINT closed_has_time;
