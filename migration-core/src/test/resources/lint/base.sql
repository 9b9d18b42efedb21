CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN label AS text;
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(100) NOT NULL, name text);
CREATE TABLE tickets (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title varchar(50) NOT NULL,
  body text,
  status varchar(20) DEFAULT 'open',
  amount int,
  price numeric(10, 2),
  at timestamp,
  seen timestamptz,
  code text,
  user_id bigint,
  network cidr,
  mood mood
);
CREATE INDEX tickets_status ON tickets (status);
CREATE INDEX tickets_code ON tickets (code);
CREATE TABLE comments (id int NOT NULL, ticket_id bigint REFERENCES tickets, text text, CONSTRAINT comments_text CHECK (length(text) < 1000));
CREATE INDEX comments_ticket ON comments (ticket_id);
CREATE UNIQUE INDEX comments_id ON comments (id);
CREATE TABLE events (id bigint NOT NULL, at timestamptz NOT NULL, text text) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 (id bigint NOT NULL, at timestamptz NOT NULL, text text);
CREATE TABLE "Order" (id int PRIMARY KEY, "user" text, note text);
CREATE UNLOGGED TABLE cache (id int, v text);
CREATE VIEW open_tickets AS SELECT id, user_id FROM tickets WHERE seen IS NULL;
CREATE FUNCTION tickets_count() RETURNS bigint LANGUAGE sql STABLE RETURN (SELECT count(*) FROM tickets);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE SEQUENCE numbers;
CREATE SCHEMA archive;
CREATE TABLE archive.tickets (id bigint PRIMARY KEY, title text);
ALTER TABLE comments ADD CONSTRAINT comments_id_positive CHECK (id > 0) NOT VALID;
CREATE TABLE links (a int, b int, c int);
CREATE UNIQUE INDEX links_a ON links (a);
CREATE UNIQUE INDEX links_bc ON links (b, c);
