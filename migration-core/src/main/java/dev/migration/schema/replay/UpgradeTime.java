// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.time.Duration;

/**
 * How long a revision took.
 *
 * @param revision its id
 * @param duration of its upgrade, as the run reports it
 * @param rows with which generated rows that was
 */
public record UpgradeTime(String revision, Duration duration, RoundTrip.Rows rows) {}
