// SPDX-License-Identifier: Apache-2.0
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
import dev.migration.boot.actuate.descriptor.RunDescriptor;
import dev.migration.boot.actuate.descriptor.SqlRange;
import dev.migration.boot.operation.OperationRefusedException;
import dev.migration.boot.operation.OperationRequest;
import dev.migration.boot.operation.RequestOrigin;

/** Adds to the endpoint over HTTP: permissions of the user, status codes, and the graph as a text for Graphviz. */
@EndpointWebExtension(endpoint = MigrationsEndpoint.class)
public class MigrationsEndpointWebExtension {

    /** The media type of problem details (RFC 9457). */
    private static final MimeType PROBLEM = new MimeType("application", "problem+json");

    private static final int ACCEPTED = 202;

    private final MigrationsEndpoint endpoint;
    private final SqlExposure sql;
    private final RequestHeaders headers;

    /** @param headers the headers of the request that is executing */
    public MigrationsEndpointWebExtension(MigrationsEndpoint endpoint, SqlExposure sql, RequestHeaders headers) {
        this.endpoint = endpoint;
        this.sql = sql;
        this.headers = headers;
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
            Selection selection = new Selection(
                    selector, PageRange.of(selector, limit, offset), SqlRange.of(from, to), sql.permits(reader));
            return answer(selection, format);
        } catch (InvalidSelectionException invalid) {
            return problem(invalid.status(), invalid.problem(), invalid.remedy());
        }
    }

    private WebEndpointResponse<Object> answer(Selection selection, AnswerFormat format) {
        if (format != AnswerFormat.DOT) {
            return new WebEndpointResponse<>(endpoint.select(selection), format);
        }
        if (!selection.selector().equals("graph")) {
            throw InvalidSelectionException.notAcceptable(
                    "Only the graph is available for Graphviz.", "Request application/json, or migrations/graph.");
        }
        return new WebEndpointResponse<>(GraphvizText.of(endpoint.select(selection)), format);
    }

    /** See {@link MigrationsEndpoint#submit}. */
    @WriteOperation
    public WebEndpointResponse<Object> submit(
            SecurityContext user,
            @Selector String operation,
            @Nullable String target,
            @Nullable String database,
            @Nullable Integer speed) {
        return submit(user, new OperationRequest(operation, target, database, speed, name(user)), headers);
    }

    WebEndpointResponse<Object> submit(SecurityContext user, OperationRequest request, RequestHeaders sent) {
        try {
            OperationResponseBody answer = endpoint.submit(request, RequestOrigin.of(sent::get), sql.permits(user));
            return new WebEndpointResponse<>(
                    answer, answer instanceof RunDescriptor ? ACCEPTED : WebEndpointResponse.STATUS_OK);
        } catch (OperationRefusedException refusal) {
            return problem(refusal.reason().status(), refusal.problem(), refusal.remedy());
        }
    }

    /** The name of the user; an empty text without authentication. */
    static String name(SecurityContext user) {
        Principal principal = user.getPrincipal();
        return principal == null ? "" : principal.getName();
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
     * Problem details of a request that cannot be answered.
     *
     * @param status the HTTP status code
     * @param title the name of the status
     * @param detail the problem
     * @param remedy what to request instead
     */
    public record Problem(int status, String title, String detail, String remedy) implements OperationResponseBody {}
}
