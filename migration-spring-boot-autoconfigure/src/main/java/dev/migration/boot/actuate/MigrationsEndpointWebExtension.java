package dev.migration.boot.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.MimeType;

/** What is the endpoint's over HTTP only: who reads, and a status for what is not there. */
@EndpointWebExtension(endpoint = MigrationsEndpoint.class)
public class MigrationsEndpointWebExtension {

    /** RFC 9457. */
    private static final MimeType PROBLEM = new MimeType("application", "problem+json");

    private final MigrationsEndpoint endpoint;
    private final SqlExposure sql;

    public MigrationsEndpointWebExtension(MigrationsEndpoint endpoint, SqlExposure sql) {
        this.endpoint = endpoint;
        this.sql = sql;
    }

    /** See {@link MigrationsEndpoint#select}. */
    @ReadOperation
    public WebEndpointResponse<OperationResponseBody> select(
            SecurityContext reader, @Selector String selector, @Nullable Integer limit, @Nullable Integer offset) {
        try {
            Selection selection = new Selection(selector, Paging.of(limit, offset), sql.permits(reader));
            return new WebEndpointResponse<>(endpoint.select(selection));
        } catch (BadSelectionException bad) {
            int status =
                    bad.isMissing() ? WebEndpointResponse.STATUS_NOT_FOUND : WebEndpointResponse.STATUS_BAD_REQUEST;
            String title = bad.isMissing() ? "Not found" : "Bad request";
            return new WebEndpointResponse<>(new Problem(status, title, bad.problem(), bad.remedy()), status, PROBLEM);
        }
    }

    /**
     * Why there is no answer.
     *
     * @param remedy what to ask for instead
     */
    public record Problem(int status, String title, String detail, String remedy) implements OperationResponseBody {}
}
