CREATE STATISTICS ticket_states ON state, priority FROM tickets;
CREATE MATERIALIZED VIEW sales AS
SELECT p.sku, sum(i.quantity) AS sold FROM products p LEFT JOIN order_items i ON i.product_id = p.id GROUP BY p.sku;
CREATE UNIQUE INDEX ux_sales ON sales (sku);
