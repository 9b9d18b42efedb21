-- tickets and ratings, by week
--
-- @repeatable weeks

CREATE OR REPLACE VIEW weeks AS
SELECT date_trunc('week', day::timestamp)::date AS monday,
       sum(opened)::bigint AS opened,
       sum(resolved)::bigint AS resolved,
       sum(ratings)::bigint AS ratings,
       round(sum(stars) / nullif(sum(ratings), 0), 2) AS average
  FROM days
 GROUP BY 1;
