// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.conversation;

import java.util.List;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The REST API of messages. */
@RestController
@RequestMapping("/api/tickets/{ticketId}/messages")
class MessageController {

    private final ConversationService conversation;

    MessageController(ConversationService conversation) {
        this.conversation = conversation;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    MessageView write(@PathVariable int ticketId, @Valid @RequestBody WriteMessage request) {
        return conversation.write(ticketId, request);
    }

    @GetMapping
    List<MessageView> list(@PathVariable int ticketId) {
        return conversation.list(ticketId);
    }
}
