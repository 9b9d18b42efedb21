// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import dev.migration.boot.page.token.RequestToken;
import dev.migration.boot.page.token.SecurityTokens;

/** Headers of the current servlet request and of its response. */
public final class ServletPageHeaders implements PageHeaders {

    @Override
    public void send(Map<String, String> headers) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
            HttpServletResponse response = request.getResponse();
            if (response != null) {
                headers.forEach(response::setHeader);
            }
        }
    }

    @Override
    public Optional<RequestToken> token() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? SecurityTokens.ofServlet(request.getRequest().getAttribute(SecurityTokens.SERVLET))
                : Optional.empty();
    }
}
