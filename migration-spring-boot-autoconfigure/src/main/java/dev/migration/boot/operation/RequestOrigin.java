// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @param local whether it did not come over HTTP
 * @param host the header {@code Host}
 * @param origin the header {@code Origin}
 * @param site the header {@code Sec-Fetch-Site}
 */
public record RequestOrigin(boolean local, Optional<String> host, Optional<String> origin, Optional<String> site) {

    /** A request through JMX. */
    public static final RequestOrigin LOCAL =
            new RequestOrigin(true, Optional.empty(), Optional.empty(), Optional.empty());

    /** @param header returns the value of a header of an HTTP request, or null; always null if the headers are not known */
    public static RequestOrigin of(Function<String, @Nullable String> header) {
        return new RequestOrigin(
                false,
                Optional.ofNullable(header.apply("Host")),
                Optional.ofNullable(header.apply("Origin")),
                Optional.ofNullable(header.apply("Sec-Fetch-Site")));
    }
}
