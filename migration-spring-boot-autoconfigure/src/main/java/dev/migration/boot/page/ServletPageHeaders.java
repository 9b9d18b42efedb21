// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Sets headers of the servlet response of the current request. */
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
}
