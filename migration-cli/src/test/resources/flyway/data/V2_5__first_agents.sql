INSERT INTO agents (login, team)
SELECT 'agent' || n, CASE WHEN n % 2 = 0 THEN 'second line' ELSE 'first line' END
  FROM generate_series(1, 6) AS n;
