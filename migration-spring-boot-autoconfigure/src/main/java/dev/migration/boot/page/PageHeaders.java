// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.Map;
import java.util.Optional;

import dev.migration.boot.page.token.RequestToken;

/** Headers of HTTP, which an operation of an endpoint can neither set nor read itself. */
@FunctionalInterface
public interface PageHeaders {

    /** Sets no headers. The page itself then contains the content security policy, except {@code frame-ancestors}. */
    PageHeaders NONE = headers -> {};

    /** Sets headers of the response. */
    void send(Map<String, String> headers);

    /** The header that requests of this page must have; empty if the application requires none, or if that is not known. */
    default Optional<RequestToken> token() {
        return Optional.empty();
    }
}
