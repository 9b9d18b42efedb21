package dev.migration.boot.actuate;

import java.security.Principal;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.MimeType;

import dev.migration.boot.actuate.descriptor.InvalidSelectionException;
import dev.migration.boot.actuate.descriptor.PageRange;
import dev.migration.boot.actuate.descriptor.SqlRange;
import dev.migration.boot.operation.OperationRefusedException;
import dev.migration.boot.operation.OperationRequest;

/** What is the endpoint's over HTTP only: who reads or orders, statuses, and the text of Graphviz. */
@EndpointWebExtension(endpoint = MigrationsEndpoint.class)
public class MigrationsEndpointWebExtension {

    /** RFC 9457. */
    private static final MimeType PROBLEM = new MimeType("application", "problem+json");

    private static final int ACCEPTED = 202;

    private final MigrationsEndpoint endpoint;
    private final SqlExposure sql;

    public MigrationsEndpointWebExtension(MigrationsEndpoint endpoint, SqlExposure sql) {
        this.endpoint = endpoint;
        this.sql = sql;
    }

    /** See {@link MigrationsEndpoint#migrations()}. */
    @ReadOperation
    public MigrationsEndpoint.MigrationsDescriptor migrations(SecurityContext reader) {
        return endpoint.migrations(sql.permits(reader));
    }

    /** See {@link MigrationsEndpoint#select}. */
    @ReadOperation(producesFrom = AnswerFormat.class)
    public WebEndpointResponse<Object> select(
            SecurityContext reader,
            AnswerFormat format,
            @Selector String selector,
            @Nullable Integer limit,
            @Nullable Integer offset,
            @Nullable String from,
            @Nullable String to) {
        try {
            Selection selection =
                    new Selection(selector, PageRange.of(limit, offset), SqlRange.of(from, to), sql.permits(reader));
            return answer(selection, format);
        } catch (InvalidSelectionException bad) {
            return problem(bad.status(), bad.problem(), bad.remedy());
        }
    }

    private WebEndpointResponse<Object> answer(Selection selection, AnswerFormat format) {
        if (format != AnswerFormat.DOT) {
            return new WebEndpointResponse<>(endpoint.select(selection), format);
        }
        if (!selection.selector().equals("graph")) {
            throw InvalidSelectionException.unwritable(
                    "Only the graph can be drawn.", "Ask for application/json, or for migrations/graph.");
        }
        return new WebEndpointResponse<>(GraphvizText.of(endpoint.select(selection)), format);
    }

    /** See {@link MigrationsEndpoint#order}. */
    @WriteOperation
    public WebEndpointResponse<Object> order(
            SecurityContext orderer, @Selector String operation, @Nullable String target, @Nullable String database) {
        Principal principal = orderer.getPrincipal();
        String by = principal == null ? "" : principal.getName();
        try {
            OperationRequest order = new OperationRequest(operation, target, database, by);
            return new WebEndpointResponse<>(endpoint.order(order, sql.permits(orderer)), ACCEPTED);
        } catch (OperationRefusedException refusal) {
            return problem(refusal.reason().status(), refusal.problem(), refusal.remedy());
        }
    }

    private static WebEndpointResponse<Object> problem(int status, String detail, String remedy) {
        return new WebEndpointResponse<>(new Problem(status, title(status), detail, remedy), status, PROBLEM);
    }

    private static String title(int status) {
        return switch (status) {
            case 403 -> "Forbidden";
            case 404 -> "Not found";
            case 406 -> "Not acceptable";
            case 409 -> "Conflict";
            case 503 -> "Service unavailable";
            default -> "Bad request";
        };
    }

    /**
     * Why there is no answer.
     *
     * @param remedy what to ask for instead
     */
    public record Problem(int status, String title, String detail, String remedy) implements OperationResponseBody {}
}
