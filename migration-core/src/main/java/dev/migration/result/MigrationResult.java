// SPDX-License-Identifier: Apache-2.0
package dev.migration.result;

import java.time.Duration;

import dev.migration.plan.Plan;

/**
 * The result of a command.
 *
 * @param plan all of its steps are committed; it is empty if nothing was pending
 * @param duration from the first read of the database to the end
 */
public record MigrationResult(Plan plan, Duration duration) {}
