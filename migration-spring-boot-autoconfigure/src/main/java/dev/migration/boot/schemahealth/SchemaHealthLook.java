// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.schemahealth;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import dev.migration.boot.status.FailureSummary;

/**
 * What the last check of a schema found.
 *
 * @param findings how many there are, by the name of the check; those of the check before if this one failed; empty if none has succeeded
 * @param at when it was checked last, by the clock of the application
 * @param failure why the check failed; empty if it did not
 */
public record SchemaHealthLook(Optional<Map<String, Integer>> findings, Instant at, Optional<FailureSummary> failure) {}
