CREATE SEQUENCE invoice_numbers START 1000 INCREMENT 10;
CREATE TABLE invoices (
    number   bigint PRIMARY KEY DEFAULT nextval('invoice_numbers'),
    order_id bigint NOT NULL UNIQUE REFERENCES orders,
    total    amount NOT NULL
);
ALTER SEQUENCE invoice_numbers OWNED BY invoices.number;
