// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.status.ReadOutcome;

/**
 * Why values may be outdated: the database could not be read.
 *
 * @param error the reason in a sentence, without messages of the server for a reader who may not see SQL
 * @param sqlState the SQLSTATE; null if the server or the driver reported none
 */
public record ReadFailure(String error, @Nullable String sqlState) {

    /** @return null if the values are current */
    public static @Nullable ReadFailure of(ReadOutcome outcome, boolean sql) {
        return outcome.failure()
                .map(failure ->
                        new ReadFailure(failure.shown(sql), failure.facts().sqlState()))
                .orElse(null);
    }
}
