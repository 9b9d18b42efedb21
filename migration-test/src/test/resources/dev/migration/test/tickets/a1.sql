-- @revision a1
-- @upgrade
CREATE TYPE ticket_status AS ENUM ('open', 'closed');
CREATE TABLE tickets (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title varchar(100) NOT NULL,
    status ticket_status NOT NULL DEFAULT 'open',
    created_at timestamptz NOT NULL DEFAULT now()
);
-- @downgrade
DROP TABLE tickets;
DROP TYPE ticket_status;
