// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import jakarta.validation.Valid;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.web.PageableDefault;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

import dev.migration.sample.support.ticket.TicketFilter;
import dev.migration.sample.support.ticket.TicketPriority;
import dev.migration.sample.support.ticket.TicketService;
import dev.migration.sample.support.ticket.TicketStatus;

/** The queue of tickets. */
@Controller
class QueueController {

    private final TicketService tickets;
    private final People people;

    QueueController(TicketService tickets, People people) {
        this.tickets = tickets;
        this.people = people;
    }

    /** Without a criterion, the queue has the tickets that are not done. A criterion with an invalid value is left out. */
    @GetMapping("/")
    String queue(
            @Valid @ModelAttribute("filter") TicketFilter filter,
            BindingResult result,
            @PageableDefault(size = 15, sort = "createdAt", direction = Direction.DESC) Pageable page,
            Model model) {
        TicketFilter valid = result.hasErrors() ? TicketFilter.NONE : filter;
        TicketFilter shown = valid.equals(TicketFilter.NONE) ? TicketFilter.NOT_DONE : valid;
        model.addAttribute("shown", shown);
        model.addAttribute("invalid", result.hasErrors());
        model.addAttribute("tickets", tickets.list(shown, page));
        model.addAttribute("statuses", TicketStatus.values());
        model.addAttribute("priorities", TicketPriority.values());
        model.addAttribute("agents", people.agents());
        return "queue";
    }
}
