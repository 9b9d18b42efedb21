// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.satisfaction;

import java.time.Clock;
import java.util.Optional;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.migration.sample.support.problem.RequestProblem;
import dev.migration.sample.support.ticket.TicketService;

/** Records the ratings of tickets. */
@Service
@Transactional
public class SatisfactionService {

    private final TicketService tickets;
    private final SatisfactionRepository ratings;
    private final Clock clock;

    SatisfactionService(TicketService tickets, SatisfactionRepository ratings, Clock clock) {
        this.tickets = tickets;
        this.ratings = ratings;
        this.clock = clock;
    }

    /** Locks the ticket, so that two concurrent requests cannot both rate it. */
    public SatisfactionView rate(int ticketId, RateTicket request) {
        var ticket = tickets.findForChange(ticketId);
        if (!ticket.isDone()) {
            throw RequestProblem.conflict("Ticket %d is not resolved yet.".formatted(ticketId));
        }
        if (ratings.existsByTicketId(ticketId)) {
            throw RequestProblem.conflict("Ticket %d is already rated.".formatted(ticketId));
        }
        return SatisfactionView.of(ratings.save(new CustomerSatisfaction(ticket, request, clock.instant())));
    }

    /** The rating of a ticket, if it is rated. */
    @Transactional(readOnly = true)
    public Optional<SatisfactionView> find(int ticketId) {
        return ratings.findFirstByTicketIdOrderByCreatedAt(ticketId).map(SatisfactionView::of);
    }

    @Transactional(readOnly = true)
    public SatisfactionView get(int ticketId) {
        return find(ticketId)
                .orElseThrow(() -> RequestProblem.notFound("There is no rating of a ticket %d.".formatted(ticketId)));
    }
}
