CREATE TABLE ratings (
    ticket_id bigint PRIMARY KEY REFERENCES tickets,
    stars     smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
    remark    text
);
