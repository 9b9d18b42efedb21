// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The name of this machine or container, as the history shows it. */
public final class HostName {

    private HostName() {}

    public static String get() {
        // Shells and containers set this variable; the name resolution can take seconds.
        return Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(name -> !name.isBlank())
                .orElseGet(HostName::resolved);
    }

    private static String resolved() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "unknown";
        }
    }
}
