// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A repeatable as it was last applied.
 *
 * @param name its name
 * @param checksum the hash of its tokens, with the values of variables; empty if a revision has dropped or changed its object
 *     since, so that it is pending again
 * @param at when it was applied, by the clock of the database
 * @param duration its duration
 * @param by the user, host and application that applied it
 */
public record AppliedRepeatable(String name, Optional<String> checksum, Instant at, Duration duration, AppliedBy by) {}
