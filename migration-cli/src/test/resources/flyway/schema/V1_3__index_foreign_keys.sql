CREATE INDEX ix_orders_customer ON orders (customer_id);
CREATE INDEX ix_order_items_product ON order_items (product_id);
