-- tickets that were opened and resolved, by day
--
-- @repeatable ticket_load

CREATE OR REPLACE VIEW ticket_load AS
SELECT day::date AS day,
       (SELECT count(*) FROM tickets WHERE created_at >= day AND created_at < day + interval '1 day') AS opened,
       (SELECT count(*) FROM tickets WHERE resolved_at >= day AND resolved_at < day + interval '1 day') AS resolved
  FROM generate_series(date_trunc('day', now()) - interval '27 days', date_trunc('day', now()), interval '1 day') AS day;
