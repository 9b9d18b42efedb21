// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import java.util.OptionalInt;

/**
 * The signal that is ending this process. The exit code of the process is 128 and its number then, whatever a command returns.
 *
 * <p>The JVM handles a signal in a thread that is named after it, which runs until the process ends. Public API says no more.
 */
final class ShutdownSignal {

    /** No command has a code of its own from this on. */
    static final int LOWEST = 128;

    private static final int SIGINT = LOWEST + 2;
    private static final int SIGTERM = LOWEST + 15;

    private ShutdownSignal() {}

    /** The exit code of the process; empty if no signal is ending it. */
    static OptionalInt exitCode() {
        return Thread.getAllStackTraces().keySet().stream()
                .mapToInt(thread -> switch (thread.getName()) {
                    case "SIGINT handler" -> SIGINT;
                    case "SIGTERM handler" -> SIGTERM;
                    default -> 0;
                })
                .filter(code -> code > 0)
                .findFirst();
    }
}
