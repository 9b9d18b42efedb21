package dev.migration.sample.support.satisfaction;

import java.time.Clock;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.migration.sample.support.problem.RequestProblem;
import dev.migration.sample.support.ticket.TicketService;

/** Takes down what customers think of the answers they got. */
@Service
@Transactional
class SatisfactionService {

    private final TicketService tickets;
    private final SatisfactionRepository ratings;
    private final Clock clock;

    SatisfactionService(TicketService tickets, SatisfactionRepository ratings, Clock clock) {
        this.tickets = tickets;
        this.ratings = ratings;
        this.clock = clock;
    }

    /** The ticket stays locked while we look, so that it cannot be rated twice at once. */
    SatisfactionView rate(int ticketId, RateTicket request) {
        var ticket = tickets.forChange(ticketId);
        if (!ticket.isDone()) {
            throw RequestProblem.conflict("Ticket %d is not resolved yet.".formatted(ticketId));
        }
        if (ratings.existsByTicketId(ticketId)) {
            throw RequestProblem.conflict("Ticket %d is already rated.".formatted(ticketId));
        }
        return SatisfactionView.of(ratings.save(new CustomerSatisfaction(ticket, request, clock.instant())));
    }

    @Transactional(readOnly = true)
    SatisfactionView get(int ticketId) {
        return ratings.findFirstByTicketIdOrderByCreatedAt(ticketId)
                .map(SatisfactionView::of)
                .orElseThrow(() -> RequestProblem.notFound("Nobody has rated a ticket %d.".formatted(ticketId)));
    }
}
