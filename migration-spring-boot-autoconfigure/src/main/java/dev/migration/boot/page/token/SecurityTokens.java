// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page.token;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * Reads the token of Spring Security. Its filter leaves the token in an attribute of the request; without the filter there is none, and no
 * class of Spring Security is loaded.
 */
public final class SecurityTokens {

    /** The name of the attribute in a servlet request. */
    public static final String SERVLET = "org.springframework.security.web.csrf.CsrfToken";

    /** The name of the attribute in an exchange of WebFlux, whose value is a {@code Mono}. */
    public static final String REACTIVE = "org.springframework.security.web.server.csrf.CsrfToken";

    private SecurityTokens() {}

    /**
     * Reads the token of a servlet request. This may begin a session, which keeps the token.
     *
     * @param attribute the value of the attribute {@link #SERVLET}; null if there is none
     */
    public static Optional<RequestToken> ofServlet(@Nullable Object attribute) {
        return attribute == null ? Optional.empty() : Servlet.read(attribute);
    }

    /** Reads a token of WebFlux. */
    public static Optional<RequestToken> ofExchange(@Nullable Object token) {
        return token == null ? Optional.empty() : Reactive.read(token);
    }

    /** Is loaded when there is a token. */
    private static final class Servlet {

        static Optional<RequestToken> read(Object attribute) {
            return attribute instanceof CsrfToken token
                    ? Optional.of(new RequestToken(token.getHeaderName(), token.getToken()))
                    : Optional.empty();
        }
    }

    /** Is loaded when there is a token. */
    private static final class Reactive {

        static Optional<RequestToken> read(Object attribute) {
            return attribute instanceof org.springframework.security.web.server.csrf.CsrfToken token
                    ? Optional.of(new RequestToken(token.getHeaderName(), token.getToken()))
                    : Optional.empty();
        }
    }
}
