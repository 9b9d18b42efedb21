// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The headers of the servlet request that the current thread executes. */
public final class ServletRequestHeaders implements RequestHeaders {

    @Override
    public @Nullable String get(String name) {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getHeader(name)
                : null;
    }
}
