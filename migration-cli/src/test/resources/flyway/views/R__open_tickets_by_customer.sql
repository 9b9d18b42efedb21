CREATE OR REPLACE VIEW open_tickets_by_customer AS
SELECT customer, count(*) AS open FROM open_tickets GROUP BY customer;
