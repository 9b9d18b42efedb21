CREATE TABLE products (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku   varchar(40) NOT NULL UNIQUE,
    title text NOT NULL,
    price numeric(12, 2) NOT NULL CHECK (price >= 0)
);
COMMENT ON TABLE products IS 'What the shop sells; "sku" is what the warehouse calls it';
