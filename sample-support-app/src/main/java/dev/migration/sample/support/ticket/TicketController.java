// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

import jakarta.validation.Valid;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.web.PageableDefault;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** The REST API of tickets. */
@RestController
@RequestMapping("/api/tickets")
class TicketController {

    private final TicketService tickets;

    TicketController(TicketService tickets) {
        this.tickets = tickets;
    }

    @PostMapping
    ResponseEntity<TicketView> open(@Valid @RequestBody OpenTicket request, UriComponentsBuilder uri) {
        var ticket = tickets.open(request);
        return ResponseEntity.created(uri.path("/api/tickets/{id}").build(ticket.id()))
                .body(ticket);
    }

    @GetMapping
    Page<TicketView> list(
            @Valid TicketFilter filter,
            @PageableDefault(size = 20, sort = "createdAt", direction = Direction.DESC) Pageable page) {
        return tickets.list(filter, page);
    }

    @GetMapping("/{id}")
    TicketView get(@PathVariable int id) {
        return tickets.get(id);
    }

    @PostMapping("/{id}/assignee")
    TicketView assign(@PathVariable int id, @Valid @RequestBody AssignTicket request) {
        return tickets.assign(id, request.assigneeId());
    }

    @PostMapping("/{id}/resolution")
    TicketView resolve(@PathVariable int id) {
        return tickets.resolve(id);
    }
}
