CREATE TABLE tickets (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    agent_id    bigint REFERENCES agents,
    subject     text NOT NULL,
    state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'waiting', 'closed')),
    opened_at   timestamptz NOT NULL DEFAULT now(),
    closed_at   timestamptz
);
