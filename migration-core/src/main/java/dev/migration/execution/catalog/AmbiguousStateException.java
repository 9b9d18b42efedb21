// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.catalog;

/** The catalog does not show whether a statement has succeeded; an operator must find out. */
public final class AmbiguousStateException extends Exception {

    public AmbiguousStateException(String reason) {
        super(reason);
    }
}
