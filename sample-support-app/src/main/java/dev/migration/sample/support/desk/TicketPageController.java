// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import java.util.Optional;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.migration.sample.support.conversation.ConversationService;
import dev.migration.sample.support.conversation.WriteMessage;
import dev.migration.sample.support.problem.RequestProblem;
import dev.migration.sample.support.satisfaction.RateTicket;
import dev.migration.sample.support.satisfaction.SatisfactionService;
import dev.migration.sample.support.ticket.AssignTicket;
import dev.migration.sample.support.ticket.OpenTicket;
import dev.migration.sample.support.ticket.TicketPriority;
import dev.migration.sample.support.ticket.TicketService;

/** The page of a ticket, and the form for a new one. A form that was accepted redirects to the ticket. */
@Controller
@RequestMapping("/tickets")
class TicketPageController {

    private final TicketService tickets;
    private final ConversationService conversation;
    private final SatisfactionService satisfaction;
    private final People people;

    TicketPageController(
            TicketService tickets, ConversationService conversation, SatisfactionService satisfaction, People people) {
        this.tickets = tickets;
        this.conversation = conversation;
        this.satisfaction = satisfaction;
        this.people = people;
    }

    @GetMapping("/new")
    ModelAndView form() {
        return form(HttpStatus.OK, null);
    }

    @PostMapping
    ModelAndView open(
            @Valid @ModelAttribute("request") OpenTicket request, BindingResult result, RedirectAttributes redirect) {
        if (result.hasErrors()) {
            return form(HttpStatus.BAD_REQUEST, request).addAllObjects(result.getModel());
        }
        var ticket = tickets.open(request);
        redirect.addFlashAttribute("done", "The ticket is open.");
        return new ModelAndView("redirect:/tickets/" + ticket.id());
    }

    private ModelAndView form(HttpStatus status, @Nullable OpenTicket request) {
        var page = new ModelAndView("new-ticket", (HttpStatusCode) status);
        page.addObject("request", Optional.ofNullable(request).orElse(OpenTicket.EMPTY));
        page.addObject("customers", people.customers());
        page.addObject("priorities", TicketPriority.values());
        return page;
    }

    @GetMapping("/{id}")
    String ticket(@PathVariable int id, Model model) {
        model.addAttribute("ticket", tickets.get(id));
        model.addAttribute("messages", conversation.list(id));
        model.addAttribute("rating", satisfaction.find(id).orElse(null));
        model.addAttribute("agents", people.agents());
        return "ticket";
    }

    @PostMapping("/{id}/assignee")
    String assign(
            @PathVariable int id, @Valid AssignTicket request, BindingResult result, RedirectAttributes redirect) {
        return change(id, result, redirect, () -> {
            var ticket = tickets.assign(id, request.assigneeId());
            return "Assigned to " + ticket.assigneeName() + ".";
        });
    }

    @PostMapping("/{id}/messages")
    String write(@PathVariable int id, @Valid WriteMessage request, BindingResult result, RedirectAttributes redirect) {
        return change(id, result, redirect, () -> {
            conversation.write(id, request);
            return "The message is sent.";
        });
    }

    @PostMapping("/{id}/resolution")
    String resolve(@PathVariable int id, RedirectAttributes redirect) {
        return change(id, redirect, () -> {
            tickets.resolve(id);
            return "The ticket is resolved.";
        });
    }

    @PostMapping("/{id}/satisfaction")
    String rate(@PathVariable int id, @Valid RateTicket request, BindingResult result, RedirectAttributes redirect) {
        return change(id, result, redirect, () -> {
            satisfaction.rate(id, request);
            return "Thank you for the rating.";
        });
    }

    private static String change(int id, BindingResult result, RedirectAttributes redirect, Change change) {
        if (result.hasErrors()) {
            redirect.addFlashAttribute("refused", FieldErrors.of(result));
            return "redirect:/tickets/" + id;
        }
        return change(id, redirect, change);
    }

    /** Another person may have changed the ticket since the page was shown: the page then says why nothing was changed. */
    private static String change(int id, RedirectAttributes redirect, Change change) {
        try {
            redirect.addFlashAttribute("done", change.make());
        } catch (RequestProblem problem) {
            if (problem.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
                throw problem;
            }
            redirect.addFlashAttribute(
                    "refused", String.valueOf(problem.getBody().getDetail()));
        }
        return "redirect:/tickets/" + id;
    }

    /** A change of a ticket. */
    @FunctionalInterface
    private interface Change {

        /** Makes the change and returns the sentence that confirms it. */
        String make();
    }
}
