// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

import dev.migration.boot.page.token.RequestToken;
import dev.migration.boot.page.token.SecurityTokens;

/** The status page in an application with WebFlux, where only the context of the subscriber has the response. */
@WebEndpoint(id = "migrationspage", defaultAccess = Access.READ_ONLY)
public class ReactiveMigrationsPageEndpoint {

    private final MigrationsPageEndpoint page;

    /** @param page writes the page; it is not a bean, because only one endpoint may have this id */
    public ReactiveMigrationsPageEndpoint(MigrationsPageEndpoint page) {
        this.page = page;
    }

    /** See {@link MigrationsPageEndpoint#page}. */
    @ReadOperation(produces = "text/html;charset=UTF-8")
    public Mono<String> page(
            SecurityContext reader, @Nullable String revision, @Nullable String graph, @Nullable String history) {
        // The page waits for the database, which a thread of the server must not do.
        return Mono.deferContextual(context ->
                        Mono.fromCallable(() -> page.write(reader, revision, graph, history, headers(context))))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static PageHeaders headers(ContextView context) {
        return ServerWebExchangeContextFilter.getExchange(context)
                .<PageHeaders>map(ExchangeHeaders::new)
                .orElse(PageHeaders.NONE);
    }

    /** Headers of an exchange. They are used on a thread that may wait. */
    private record ExchangeHeaders(ServerWebExchange exchange) implements PageHeaders {

        @Override
        public void send(Map<String, String> values) {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            values.forEach(headers::set);
        }

        @Override
        public Optional<RequestToken> token() {
            return exchange.getAttribute(SecurityTokens.REACTIVE) instanceof Mono<?> token
                    ? SecurityTokens.ofExchange(token.block())
                    : Optional.empty();
        }
    }
}
