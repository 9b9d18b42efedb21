// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.satisfaction;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The REST API of ratings. */
@RestController
@RequestMapping("/api/tickets/{ticketId}/satisfaction")
class SatisfactionController {

    private final SatisfactionService satisfaction;

    SatisfactionController(SatisfactionService satisfaction) {
        this.satisfaction = satisfaction;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SatisfactionView rate(@PathVariable int ticketId, @Valid @RequestBody RateTicket request) {
        return satisfaction.rate(ticketId, request);
    }

    @GetMapping
    SatisfactionView get(@PathVariable int ticketId) {
        return satisfaction.get(ticketId);
    }
}
