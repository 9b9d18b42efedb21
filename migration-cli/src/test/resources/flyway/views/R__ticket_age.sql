CREATE OR REPLACE FUNCTION ticket_age(ticket tickets) RETURNS interval LANGUAGE sql STABLE AS $$
    SELECT coalesce(ticket.closed_at, now()) - ticket.opened_at;
$$;
