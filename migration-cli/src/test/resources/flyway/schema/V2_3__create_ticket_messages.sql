CREATE TABLE ticket_messages (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id bigint NOT NULL REFERENCES tickets ON DELETE CASCADE,
    body      text NOT NULL,
    internal  boolean NOT NULL DEFAULT false,
    sent_at   timestamptz NOT NULL DEFAULT now()
);
