// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.context.ApplicationContext;

import dev.migration.boot.operation.OperationService;
import dev.migration.boot.operation.OperationType;
import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.page.token.RequestToken;

/**
 * Writes the buttons of operations that both settings permit (ADR 26). The script of the page asks the user and then sends the request to the
 * endpoint, which checks it; without the script no button is shown.
 *
 * @param permitted the operations that may be requested
 * @param token what the requests must have, if the application requires it
 */
record PageOperations(Set<OperationType> permitted, Optional<RequestToken> token) {

    static final PageOperations NONE = new PageOperations(Set.of(), Optional.empty());

    private static final EndpointId ENDPOINT = EndpointId.of("migrations");

    PageOperations {
        permitted = Set.copyOf(permitted);
    }

    /** The operations of the endpoint; none if it is not exposed or has no write access. */
    static PageOperations of(ApplicationContext context, boolean exposed) {
        boolean writable = context.getBeanProvider(EndpointAccessResolver.class).stream()
                .anyMatch(resolver -> resolver.accessFor(ENDPOINT, Access.READ_ONLY) == Access.UNRESTRICTED);
        return exposed && writable
                ? context.getBeanProvider(OperationService.class).stream()
                        .findFirst()
                        .map(service -> new PageOperations(service.permitted(), Optional.empty()))
                        .orElse(NONE)
                : NONE;
    }

    /** Reads the token if there are operations: to read it may begin a session, which the page does not need otherwise. */
    PageOperations with(Supplier<Optional<RequestToken>> current) {
        return permitted.isEmpty() ? this : new PageOperations(permitted, current.get());
    }

    /**
     * Writes a button for each of these operations that is permitted.
     *
     * @param id the beginning of the ids of the buttons
     * @param database the name of the database in requests
     */
    void write(Markup page, String id, String database, String revision, Set<OperationType> offered) {
        Set<OperationType> shown = EnumSet.noneOf(OperationType.class);
        offered.stream().filter(permitted::contains).forEach(shown::add);
        if (shown.isEmpty()) {
            return;
        }
        page.open("p", "class", "operations");
        for (OperationType operation : shown) {
            page.open(
                    "button",
                    "type",
                    "button",
                    "id",
                    id + "-" + operation.verb(),
                    "data-operation",
                    operation.verb(),
                    "data-target",
                    revision,
                    "data-database",
                    database,
                    "data-question",
                    question(operation) + "\n\n" + revision + " (" + database + ")");
            page.text(label(operation))
                    .element("span", " " + revision, "class", "unseen")
                    .close();
        }
        page.close();
    }

    private static String label(OperationType operation) {
        return switch (operation) {
            case PAUSE -> "Pause";
            case RESUME -> "Resume";
            case CANCEL -> "Cancel";
            case SPEED -> "Change speed";
            case APPROVE -> "Let it run";
            default -> operation.verb();
        };
    }

    private static String question(OperationType operation) {
        return switch (operation) {
            case PAUSE -> "Pause the batches? No batch begins until somebody resumes them.";
            case RESUME -> "Resume the batches?";
            case CANCEL -> "Cancel the batches? The revision fails; what is committed stays.";
            case SPEED -> "In how many per cent of the time shall the batches work? From 1 to 100.";
            case APPROVE -> "Let the work of this revision run in the background?";
            default -> operation.verb() + "?";
        };
    }
}
