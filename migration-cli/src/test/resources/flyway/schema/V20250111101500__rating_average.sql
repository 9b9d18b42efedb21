CREATE FUNCTION rating_average(agent bigint) RETURNS numeric LANGUAGE sql STABLE AS '
    SELECT avg(r.stars) FROM ratings r JOIN tickets t ON t.id = r.ticket_id WHERE t.agent_id = agent;
';
