CREATE DOMAIN amount AS numeric(12, 2) CHECK (VALUE >= 0);
ALTER TABLE order_items ALTER COLUMN price TYPE amount;
