package dev.migration.version;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A repeatable as it was applied last.
 *
 * @param name its name
 * @param checksum the hash of its tokens, with the values of variables in place; empty when a revision dropped or changed the
 *     object since, so that it has to be applied again
 * @param at when, by the database's clock
 * @param duration how long it took
 * @param by who applied it
 */
public record AppliedRepeatable(String name, Optional<String> checksum, Instant at, Duration duration, AppliedBy by) {}
