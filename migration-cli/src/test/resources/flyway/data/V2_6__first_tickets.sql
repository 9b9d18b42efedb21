INSERT INTO tickets (customer_id, agent_id, subject)
SELECT c.id, a.id, 'Question of ' || c.name
  FROM customers c CROSS JOIN (SELECT min(id) AS id FROM agents) a;
