// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.migration.sample.support.problem.RequestProblem;
import dev.migration.sample.support.user.User;
import dev.migration.sample.support.user.UserRepository;

/** Opens, lists, assigns and resolves tickets. */
@Service
@Transactional
public class TicketService {

    private final TicketRepository tickets;
    private final UserRepository users;
    private final Clock clock;

    TicketService(TicketRepository tickets, UserRepository users, Clock clock) {
        this.tickets = tickets;
        this.users = users;
        this.clock = clock;
    }

    public TicketView open(OpenTicket request) {
        var requester = user(request.requester(), "requesterId", user -> true);
        return TicketView.of(tickets.save(new Ticket(request, requester, clock.instant())));
    }

    @Transactional(readOnly = true)
    public Page<TicketView> list(TicketFilter filter, Pageable page) {
        return tickets.findAll(filter.specification(), page).map(TicketView::of);
    }

    @Transactional(readOnly = true)
    public TicketView get(int id) {
        return tickets.findById(id).map(TicketView::of).orElseThrow(() -> unknown(id));
    }

    public TicketView assign(int id, int agentId) {
        var agent = user(agentId, "assigneeId", User::isAgent);
        return change(id, ticket -> ticket.assignTo(agent));
    }

    public TicketView resolve(int id) {
        return change(id, ticket -> ticket.resolve(clock.instant()));
    }

    /** Returns a ticket and locks it until the caller's transaction ends. */
    public Ticket findForChange(int id) {
        return tickets.findForChange(id).orElseThrow(() -> unknown(id));
    }

    private TicketView change(int id, Consumer<Ticket> change) {
        var ticket = findForChange(id);
        change.accept(ticket);
        return TicketView.of(ticket);
    }

    private User user(int id, String field, Predicate<User> permitted) {
        return users.findById(id)
                .filter(permitted)
                .orElseThrow(() -> RequestProblem.invalid(field, "there is no such user for this: " + id));
    }

    private static RequestProblem unknown(int id) {
        return RequestProblem.notFound("There is no ticket %d.".formatted(id));
    }
}
