// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import org.jspecify.annotations.Nullable;

/**
 * The range of an upgrade.
 *
 * @param from the target at which the database is
 * @param to the target of the upgrade
 */
public record SqlRange(String from, String to) {

    public static SqlRange of(@Nullable String from, @Nullable String to) {
        return new SqlRange(from == null ? "base" : from.strip(), to == null ? "heads" : to.strip());
    }

    /** The range in the grammar of targets. */
    String text() {
        return from + ":" + to;
    }
}
