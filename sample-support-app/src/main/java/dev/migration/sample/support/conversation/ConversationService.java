// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.conversation;

import java.time.Clock;
import java.util.List;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.migration.sample.support.problem.RequestProblem;
import dev.migration.sample.support.ticket.TicketService;
import dev.migration.sample.support.user.UserRepository;

/** Reads and continues the conversation about a ticket. */
@Service
@Transactional
public class ConversationService {

    private final TicketService tickets;
    private final MessageRepository messages;
    private final UserRepository users;
    private final Clock clock;

    ConversationService(TicketService tickets, MessageRepository messages, UserRepository users, Clock clock) {
        this.tickets = tickets;
        this.messages = messages;
        this.users = users;
        this.clock = clock;
    }

    /** The messages of a ticket, oldest first. */
    @Transactional(readOnly = true)
    public List<MessageView> list(int ticketId) {
        return messages.findAllByTicketIdOrderByCreatedAt(ticketId).stream()
                .map(MessageView::of)
                .toList();
    }

    /** Adds a message. The ticket then waits for the other side. */
    public MessageView write(int ticketId, WriteMessage request) {
        var ticket = tickets.findForChange(ticketId);
        var author = users.findById(request.authorId())
                .orElseThrow(() -> RequestProblem.invalid("authorId", "there is no user " + request.authorId()));
        ticket.answeredBy(author);
        return MessageView.of(messages.save(new TicketMessage(ticket, author, request.body(), clock.instant())));
    }
}
