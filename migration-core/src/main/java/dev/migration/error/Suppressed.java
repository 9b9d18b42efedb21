// SPDX-License-Identifier: Apache-2.0
package dev.migration.error;

/** Keeps an exception that was thrown while another one was handled. */
public final class Suppressed {

    private Suppressed() {}

    /** Adds the second exception to the first one, unless they are the same: the JVM throws one OutOfMemoryError many times. */
    public static void add(Throwable failure, Throwable second) {
        if (failure != second) {
            failure.addSuppressed(second);
        }
    }
}
