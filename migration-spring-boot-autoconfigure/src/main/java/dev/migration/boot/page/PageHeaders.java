// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.Map;

/** Sets headers of the HTTP response, which an operation of an endpoint cannot do itself. */
@FunctionalInterface
public interface PageHeaders {

    /** Sets no headers. The page itself then contains the content security policy, except {@code frame-ancestors}. */
    PageHeaders NONE = headers -> {};

    void send(Map<String, String> headers);
}
