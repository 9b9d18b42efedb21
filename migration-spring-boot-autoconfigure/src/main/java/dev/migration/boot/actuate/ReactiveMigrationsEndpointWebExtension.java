// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

import dev.migration.boot.operation.OperationRequest;

/**
 * The endpoint over HTTP in an application with WebFlux, where only the context of the subscriber has the request. Spring Boot calls
 * the other operations on threads that may wait.
 */
@EndpointWebExtension(endpoint = MigrationsEndpoint.class)
public class ReactiveMigrationsEndpointWebExtension {

    private final MigrationsEndpointWebExtension endpoint;

    /** @param endpoint answers the requests; it is not a bean, because an endpoint may have only one extension */
    public ReactiveMigrationsEndpointWebExtension(MigrationsEndpointWebExtension endpoint) {
        this.endpoint = endpoint;
    }

    /** See {@link MigrationsEndpoint#migrations()}. */
    @ReadOperation
    public MigrationsEndpoint.MigrationsDescriptor migrations(SecurityContext reader) {
        return endpoint.migrations(reader);
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
        return endpoint.select(reader, format, selector, limit, offset, from, to);
    }

    /** See {@link MigrationsEndpoint#submit}. */
    @WriteOperation
    public Mono<WebEndpointResponse<Object>> submit(
            SecurityContext user,
            @Selector String operation,
            @Nullable String target,
            @Nullable String database,
            @Nullable Integer speed) {
        OperationRequest request =
                new OperationRequest(operation, target, database, speed, MigrationsEndpointWebExtension.name(user));
        // The validation reads the database, for which a thread of the server must not wait.
        return Mono.deferContextual(
                        context -> Mono.fromCallable(() -> endpoint.submit(user, request, headers(context))))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static RequestHeaders headers(ContextView context) {
        return name -> ServerWebExchangeContextFilter.getExchange(context)
                .map(exchange -> exchange.getRequest().getHeaders().getFirst(name))
                .orElse(null);
    }
}
