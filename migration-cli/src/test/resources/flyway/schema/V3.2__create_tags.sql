CREATE TABLE tags (name text PRIMARY KEY);
CREATE TABLE ticket_tags (
    ticket_id bigint REFERENCES tickets ON DELETE CASCADE,
    tag       text REFERENCES tags ON UPDATE CASCADE,
    PRIMARY KEY (ticket_id, tag)
);
