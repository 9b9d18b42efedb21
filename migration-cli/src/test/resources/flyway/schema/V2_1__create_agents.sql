CREATE TABLE agents (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login text NOT NULL UNIQUE,
    team  text NOT NULL DEFAULT 'first line'
);
