// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import org.jspecify.annotations.Nullable;

/** The headers of the HTTP request that is executing, which an operation of an endpoint cannot read itself. */
@FunctionalInterface
public interface RequestHeaders {

    /** Headers that cannot be read, as in an application with Jersey. */
    RequestHeaders UNKNOWN = name -> null;

    /** The value of a header; null if the request does not have it. */
    @Nullable
    String get(String name);
}
