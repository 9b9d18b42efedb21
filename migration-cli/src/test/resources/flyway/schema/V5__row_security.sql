ALTER TABLE ticket_messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY public_messages ON ticket_messages FOR SELECT USING (NOT internal);
